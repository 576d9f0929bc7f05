package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillTest {
    private static final String CONFIG = """
            lake: {bucket: lake}
            datasets:
              events:
                source: s3://landing/events/**/*.csv
                columns: {id: int64 required, day: date}
                partitions: [{day: day}]
            """;

    @TempDir
    private Path root;

    @BeforeEach
    void landSomeObjects() throws IOException {
        Files.createDirectories(root.resolve("landing/events/old"));
        Files.writeString(root.resolve("lamella.yaml"), CONFIG);
        for (int i = 0; i < 5; i++) {
            land("events/old/" + i + ".csv", "id,day\n" + i + ",2026-01-01\n" + (i + 10) + ",2026-01-02\n");
        }
        land("events/bad.csv", "id,day\nx,2026-01-01\n");
        land("events/other.txt", "of no use");
    }

    private void land(String key, String text) throws IOException {
        Files.writeString(root.resolve("landing").resolve(key), text);
    }

    private Outcome backfill(String... more) {
        return over("backfill", "s3://landing/events/", "--dataset", "events").with(more);
    }

    private Call over(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--config", root.resolve("lamella.yaml").toString(), "--root", root.toString()));
        return new Call(all);
    }

    private record Call(List<String> words) {
        Outcome with(String... more) {
            var all = new ArrayList<Object>(words);
            all.addAll(List.of(more));
            return lamella(all.toArray());
        }
    }

    @Test
    void showsThePlanAndDoesNothingInADryRun() throws IOException {
        var shown = backfill("--dry-run");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains("to be ingested               6 objects")
                .contains("ingested already             0 objects")
                .contains("rows              11, of which 9.09 % would go to quarantine")
                .contains("2 at least");
        assertThat(root.resolve("lake")).doesNotExist();
        assertThat(backfill("--dry-run", "--json").json().at("/estimate/rows").asInt())
                .isEqualTo(11);
    }

    @Test
    void publishesWhatIsThereAndThenFindsNothingLeft() throws IOException {
        var first = backfill();
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.err()).contains("sent 6 objects", "done: what could be converted is published");

        var checked = over("verify", "events", "--json").with();
        assertThat(checked.json().path("ok").asBoolean()).as(checked.out()).isTrue();
        assertThat(checked.json().path("rows").asInt()).isEqualTo(10);
        assertThat(checked.json().path("rejectedRows").asInt()).isEqualTo(1);
        assertThat(backfill("--dry-run", "--json").json().at("/open/objects").asInt())
                .isZero();
        assertThat(backfill().exitCode()).isZero();
    }

    @Test
    void takesWhatIsSelected() throws IOException {
        assertThat(open("--match", "**/[12].csv")).isZero();
        assertThat(open("--match", "**/{1,2}.csv")).isEqualTo(2);
        assertThat(open("--until", "2020-01-01")).isZero();
        assertThat(open("--since", "2020-01-01T00:00:00Z")).isEqualTo(6);
        assertThat(open("--beyond-sources")).isEqualTo(7);
    }

    private int open(String... selection) throws IOException {
        var all = new ArrayList<>(List.of(selection));
        all.addAll(List.of("--dry-run", "--json"));
        return backfill(all.toArray(String[]::new)).json().at("/open/objects").asInt();
    }

    @Test
    void namesObjectsThatCouldNotBeConverted() throws IOException {
        land("events/refused.csv", "nothing,that,fits\n1,2,3\n");

        var shown = backfill("--match", "events/refused.csv");

        assertThat(shown.out()).contains("would be refused: s3://landing/events/refused.csv: ");
        assertThat(shown.exitCode()).isEqualTo(1);
        assertThat(shown.err()).contains("s3://landing/events/refused.csv could not be converted; lamella status");
        assertThat(backfill("--dry-run").out()).contains("refused before               1 objects");
    }

    @Test
    void tellsOfObjectsThatMatchNoSource() throws IOException {
        assertThat(backfill("--dry-run").out())
                .contains("1 object lies there that matches no source of events (--beyond-sources takes it)");
        assertThat(backfill("--dry-run", "--beyond-sources").out()).doesNotContain("no source");
        assertThat(backfill("--dry-run", "--json")
                        .json()
                        .at("/beyondSources/objects")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void saysWhatIsWrongWithItsArguments() {
        var nowhere =
                over("backfill", "s3://nobucket/x/", "--dataset", "events").with();
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.err()).contains("there is no folder " + root.resolve("nobucket"));
        assertThat(backfill("--rate", "fast").err()).contains("--rate must be messages a second, such as 50/s");
        assertThat(backfill("--since", "yesterday").err()).contains("--since must be a day such as 2026-01-31");
        assertThat(backfill("--match", "{").err()).contains("--match: the pattern `{` opens a `{`");
        assertThat(backfill("--ingest-queue", "http://localhost/q").err())
                .contains("give --root or --ingest-queue, but not both");
        assertThat(over("backfill", "landing/events", "--dataset", "events")
                        .with()
                        .err())
                .contains("landing/events must be s3://bucket or s3://bucket/prefix");
        assertThat(over("backfill", "s3://landing", "--dataset", "evnts").with().err())
                .contains("there is no dataset evnts in the configuration; it has events");
    }
}
