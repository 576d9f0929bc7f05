package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `lamella run --root … --until-idle` tells, and when it ends.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RunOverFolderTest {
    private static final String CONFIG = """
            lake: {bucket: lake}
            datasets:
              events:
                source: s3://landing/events/**
                format: csv
                freshness: 0s
                columns: {id: int64 required}
            """;

    @TempDir
    private Path root;

    @BeforeEach
    void landAFileWithABadRow() throws IOException {
        Files.createDirectories(root.resolve("landing/events"));
        Files.writeString(root.resolve("landing/events/a.csv"), "id\n1\nmany\n3\n");
    }

    private Outcome run(String config, String... more) throws IOException {
        var file = Files.writeString(root.resolve("lamella.yaml"), config);
        var words = new ArrayList<Object>(List.of("run", "--config", file, "--root", root, "--until-idle"));
        words.addAll(List.of(more));
        return lamella(words.toArray());
    }

    @Test
    void endsSoonWhereAllWasDoneBefore() throws IOException {
        var first = run(CONFIG, "--merge-delay", "1");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("converted 1 slice, 1 row to quarantine, published 2 rows in 1 commit, 0 messages wait");
        assertThat(first.err()).isEmpty();

        var second = run(CONFIG);

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out()).contains("converted 0 slices (1 was done before), published 0 rows in 0 commits");
    }

    @Test
    void tellsFromWhenOnItMayPublishWhatIsStaged() throws IOException {
        var shown =
                run(CONFIG.replace("bucket: lake", "bucket: lake, interval: 1s").replace("0s", "4s"));

        assertThat(shown.out())
                .containsPattern("; events may be published from [0-9:]{8} on \\(freshness 4s\\)\n")
                .contains("published 2 rows in 1 commit");
    }

    @Test
    void tellsOfSourcesInWhichNothingLies() throws IOException {
        var misspelled = run(CONFIG.replace("landing", "landnig"));
        assertThat(misspelled.exitCode()).isZero();
        assertThat(misspelled.err())
                .isEqualTo("events: s3://landnig/events/**: there is no folder " + root.resolve("landnig") + "\n");

        assertThat(run(CONFIG.replace("**", "*.tsv")).err())
                .isEqualTo("events: s3://landing/events/*.tsv: no file below " + root.resolve("landing")
                        + " matches it yet\n");
        assertThat(run(CONFIG.replace("/**", "")).err())
                .isEqualTo("events: s3://landing/events names one object; did you mean s3://landing/events/**?\n");
    }
}
