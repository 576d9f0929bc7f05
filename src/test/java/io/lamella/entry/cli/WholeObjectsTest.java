package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.entry.wiring.Embedded;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two objects that are cut into slices which count only together: one is taken, one has a bad row too many.
class WholeObjectsTest {
    private static final int ROWS = 60_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path root;

    @BeforeAll
    static void run() throws IOException {
        Files.createDirectories(root.resolve("landing/events"));
        Files.writeString(root.resolve("lamella.yaml"), """
                lake: {bucket: lake, interval: 1s}
                datasets:
                  events:
                    source: s3://landing/events/**
                    freshness: 0s
                    slice-size: 1MiB
                    bad-rows: {max: 2}
                    columns: {id: int64 required, text: string}
                """);
        land("taken.csv", Set.of(10, ROWS - 10));
        land("refused.csv", Set.of(10, ROWS / 2, ROWS - 10));
        var pace = new Embedded.Pace(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(1));
        try (var embedded = new Embedded(ConfigLoader.load(root.resolve("lamella.yaml")), root, pace)) {
            embedded.start();
            await("one is taken, and nothing is left of the other")
                    .atMost(PATIENCE)
                    .until(() -> embedded.worker().counters().rows() == ROWS - 2
                            && !embedded.deadLetters().isEmpty()
                            && embedded.isNothingStaged());
            embedded.worker().stop().await().atMost(PATIENCE);
        }
    }

    private static void land(String name, Set<Integer> bad) throws IOException {
        var text = new StringBuilder("id,text\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(bad.contains(row) ? "bad" : row)
                    .append(",\"fifty bytes of text, and a quoted comma in them\"\n");
        }
        Files.writeString(root.resolve("landing/events").resolve(name), text);
    }

    private static Outcome onLake(String command, Object what) {
        return lamella(command, what, "--config", root.resolve("lamella.yaml"), "--root", root);
    }

    @Test
    void statusShowsTheSlicesOfTheOneThatIsTaken() {
        var shown = onLake("status", root.resolve("landing/events/taken.csv"));

        assertThat(shown.exitCode()).as(shown.err() + shown.out()).isZero();
        assertThat(shown.out())
                .containsPattern("(?s)(outcome +converted.*){3}")
                .contains("line 12: ")
                .doesNotContain("PROBLEM");
    }

    @Test
    void statusSaysWhyTheOtherIsRefused() {
        var shown = onLake("status", root.resolve("landing/events/refused.csv"));

        assertThat(shown.exitCode()).isNotZero();
        assertThat(shown.out())
                .contains("refused as a whole", "more rows were rejected than the limit of 2", "The first: line 12: ")
                .doesNotContain("PROBLEM");
    }

    @Test
    void verifyExpectsNoRowsOfTheOneThatIsRefused() {
        var shown = onLake("verify", "events");

        assertThat(shown.exitCode()).as(shown.err() + shown.out()).isZero();
        assertThat(shown.out()).contains("59,998");
    }
}
