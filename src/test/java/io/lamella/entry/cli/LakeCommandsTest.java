package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.local.LocalStore;
import io.lamella.core.table.LakeKeys;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.pipeline.FaultyStore;
import io.lamella.pipeline.LakeStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that look at a lake, on one small lake with two objects, one of which has a bad row.
class LakeCommandsTest {
    private static final String CONFIG = """
            lake:
              bucket: lake
              interval: 1s
            datasets:
              events:
                source: s3://landing/events/**
                format: csv
                freshness: 0s
                columns:
                  id: int64 required
                  price: decimal(10,2)
                  at: timestamp(millis)
                partitions:
                  - date: day(at)
            """;

    @TempDir
    static Path root;

    @TempDir
    Path scratch;

    private static Outcome onLake(String command, Object what, String... more) {
        var args = new ArrayList<Object>(List.of(command, what, "--config", config(), "--root", root));
        args.addAll(List.of(more));
        return lamella(args.toArray());
    }

    private static Path config() {
        return root.resolve("lamella.yaml");
    }

    private static Path source(String name) {
        return root.resolve("landing/events").resolve(name);
    }

    private static Path part() {
        return root.resolve("lake/tables/events/date=2026-01-01/part-000000.parquet");
    }

    @BeforeAll
    static void fillTheLake() throws IOException {
        Files.createDirectories(root.resolve("landing/events"));
        Files.writeString(config(), CONFIG);
        Files.writeString(source("a.csv"), "id,price,at\n1,1.50,2026-01-01T10:00:00Z\n2,-7,2026-01-01T11:00:00Z\n");
        Files.writeString(source("b.csv"), "id,price,at\n3,10.00,2026-01-01T12:00:00Z\n4,much,2026-01-01T12:00:00Z\n");
        FilledLake.fill(config(), root, 3);
    }

    @Test
    void inspectShowsColumnsLedgerAndSnapshotsOfAPart() {
        var shown = lamella("inspect", part(), "--snapshots");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains("rows         3")
                .contains("sealed       no")
                .contains("2 slices of 2 source objects, 3 rows, 1 rejected")
                .contains("s3://landing/events/b.csv")
                .containsPattern("price +INT64 decimal\\(10, 2\\) +0 +-7.00 +10.00")
                .contains("Snapshots");
        assertThat(shown.out().lines())
                .allSatisfy(line -> assertThat(line.length())
                        .isLessThanOrEqualTo(Math.max(100, part().toString().length())));
    }

    @Test
    void inspectPrintsOneJsonObject() throws IOException {
        var json = lamella("inspect", part(), "--json").json();

        assertThat(json.path("rows").asLong()).isEqualTo(3);
        assertThat(json.path("part").path("ledger")).hasSize(2);
    }

    @Test
    void inspectDrawsAPartWithItsSnapshotsAndLedger() throws IOException {
        var copy = Files.copy(part(), scratch.resolve("part.parquet"));

        var page = DrawnPage.of(copy);

        page.isTrueOf(copy);
        var json = lamella("inspect", part(), "--snapshots", "--json").json();
        var snapshots = page.table("Snapshots, each as long as the file was");
        assertThat(snapshots).hasSize(json.get("snapshots").size());
        assertThat(snapshots.getLast().get(2))
                .isEqualTo("%,d".formatted(json.get("bytes").asLong()));
        assertThat(page.table("Slices in the ledger"))
                .extracting(row -> row.get(1))
                .containsExactlyInAnyOrder("s3://landing/events/a.csv", "s3://landing/events/b.csv");
        assertThat(page.bytes()).containsKey("Ledger");
        assertThat(page.html()).contains("every row has an origin");
    }

    @Test
    void inspectSaysInOneLineThatAFileIsNoParquet() {
        var shown = lamella("inspect", config());

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err().lines()).singleElement().asString().contains("lamella.yaml", "ends with PAR1");
    }

    @Test
    void inspectSaysInOneLineThatThereIsNoFile() {
        var shown = lamella("inspect", "no-such-file.parquet");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err().lines()).containsExactly("there is no file no-such-file.parquet");
    }

    @Test
    void aStackTraceIsPrintedOnRequestOnly() {
        assertThat(lamella("inspect", "no-such-file.parquet", "--verbose").err())
                .contains("\tat ");
    }

    @Test
    void verifyFindsThatARightTableIsRight() {
        var shown = onLake("verify", "events");

        assertThat(shown.exitCode()).as(shown.out() + shown.err()).isZero();
        assertThat(shown.out()).contains("part-000000.parquet  3 rows", "they name 3 rows", "No problem found");
    }

    @Test
    void verifyFindsRowsThatAReceiptNamesAndNoPartHas() throws IOException {
        var aside = scratch.resolve("aside");
        Files.move(part(), aside);
        try {
            var shown = onLake("verify", "events");

            assertThat(shown.exitCode()).isEqualTo(1);
            assertThat(shown.out()).contains("2 rows are neither in the table nor staged", "2 problems");
        } finally {
            Files.move(aside, part());
        }
    }

    @Test
    void verifyNamesTheDatasetsIfThereIsNoneOfThatName() {
        var shown = onLake("verify", "evnts");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("there is no dataset evnts in the configuration; it has events");
    }

    @Test
    void statusTellsWhereTheRowsOfAFileAreAndWhyOthersWereRejected() {
        var shown = onLake("status", source("b.csv"));

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains("1 taken, 1 rejected", "published in part-000000.parquet", "line 3: ", "4,much,2026");
        assertThat(onLake("status", "s3://landing/events/b.csv").out()).isEqualTo(shown.out());
    }

    @Test
    void statusSaysWhatToDoAboutAFileThatWasNotConverted() throws IOException {
        Files.writeString(source("late.csv"), "id,price,at\n");

        var shown = onLake("status", source("late.csv"));

        assertThat(shown.exitCode()).isEqualTo(1);
        assertThat(shown.out()).contains("none yet", "dead-letter queue");
    }

    @Test
    void statusStillTellsOfAFileThatWasDeletedOrOverwritten() throws IOException {
        var aside = scratch.resolve("aside");
        Files.move(source("b.csv"), aside);
        try {
            var gone = onLake("status", source("b.csv"));
            assertThat(gone.exitCode()).as(gone.err()).isZero();
            assertThat(gone.out()).contains("is not there (any more)", "1 taken, 1 rejected", "published in part");

            Files.writeString(source("b.csv"), "id,price,at\n");
            var overwritten = onLake("status", source("b.csv"), "--versions");
            assertThat(overwritten.out()).contains("12 bytes, ETag", "1 taken, 1 rejected", "published in part");
        } finally {
            Files.move(aside, source("b.csv"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void ledgersAreReadAgainIfTheirPartWasAppendedToSinceItWasListed() throws IOException {
        var config = ConfigLoader.load(config());
        var store = new FaultyStore(new LocalStore(root, InstantSource.system()));
        store.once(FaultyStore.When.AFTER, FaultyStore.Call.LIST, "tables/", LakeCommandsTest::replaceThePart);
        var lake = new LakeStore(
                store, config.lake().bucket(), new LakeKeys(config.lake().prefix()));

        var check = ReceiptCheck.run(lake, "events");

        assertThat(check.problems()).isEmpty();
        assertThat(check.published()).isEqualTo(3);
    }

    /// By the same bytes, under another ETag.
    private static void replaceThePart() {
        try {
            var copy = Files.copy(part(), root.resolve("copy"));
            Files.move(copy, part(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void statusSaysThatNoVersionOfAFileWasEverThere() {
        var shown = onLake("status", "s3://landing/events/none.csv");

        assertThat(shown.exitCode()).isEqualTo(1);
        assertThat(shown.out()).contains("no version of it was ever converted");
    }

    private Path withOtherColumns() throws IOException {
        return Files.writeString(
                scratch.resolve("changed.yaml"),
                CONFIG.replace("decimal(10,2)", "string").replace("id: int64", "id: int32"));
    }

    /// What they converted would stand in the table beside what cannot be read together with it.
    @Test
    void backfillAndReplayRefuseSuchColumnsAsRunDoes() throws IOException {
        for (var command : List.of(List.of("backfill", "s3://landing"), List.of("replay"))) {
            var words = new ArrayList<Object>(command);
            words.addAll(List.of("--dataset", "events", "--config", withOtherColumns(), "--root", root));
            var shown = lamella(words.toArray());
            assertThat(shown.exitCode()).isEqualTo(2);
            assertThat(shown.err()).contains("datasets.events.columns: cannot be reconciled with those of");
        }
    }

    @Test
    void runRefusesColumnsThatCannotStandBesideThoseOfTheTable() throws IOException {
        var changed = withOtherColumns();

        var shown = lamella("run", "--config", changed, "--root", root);

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err())
                .startsWith("datasets.events.columns: cannot be reconciled with those of s3://lake/tables/events/date=")
                .contains("column `id` is int64 in the table and int32 in the configuration; column `price` is"
                        + " decimal(10,2) in the table and string in the configuration. Take the change back");
    }

    @Test
    void checkTellsBeforeADeploymentWhetherColumnsGoTogether() throws IOException {
        var good = lamella("check", "--config", config(), "--root", root);
        assertThat(good.exitCode()).as(good.err()).isZero();
        assertThat(good.out()).contains("ok       events  1 part, one set of columns\n");

        var bad = lamella("check", "events", "--config", withOtherColumns(), "--root", root);
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.out())
                .contains("PROBLEM  events  1 part,", "1 part: datasets.events.columns: cannot be reconciled")
                .contains("column `price` is decimal(10,2) in the table and string in the configuration");
        var json = lamella("check", "--config", withOtherColumns(), "--root", root, "--json")
                .json();
        assertThat(json.path("ok").asBoolean(true)).isFalse();
        assertThat(json.at("/datasets/0/generations/0/conflicts")).hasSize(2);
    }

    @Test
    void checkTellsPartitionsThatChanged() throws IOException {
        var monthly = Files.writeString(scratch.resolve("monthly.yaml"), CONFIG.replace("day(at)", "month(at)"));

        var shown = lamella("check", "events", "--config", monthly, "--root", root);

        assertThat(shown.exitCode()).isEqualTo(1);
        assertThat(shown.out())
                .contains("PROBLEM  events  1 part, one set of columns")
                .contains("1 part: datasets.events.partitions: cannot be reconciled")
                .contains("partition `date` is the month of `at` in the configuration and something else in the table");
    }

    @Test
    void checkTellsWhatAChangeDoesThatIsLetIn() throws IOException {
        var wider = Files.writeString(scratch.resolve("wider.yaml"), CONFIG.replace("decimal(10,2)", "decimal(12,2)"));

        var shown = lamella("check", "--config", wider, "--root", root);

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains(
                        "ok       events  1 part, one set of columns; the configured ones differ: open parts are sealed,"
                                + " and the next rows begin new ones\n");
    }

    @Test
    void checkTellsWhereItLookedForATableThatIsNotThere() throws IOException {
        Files.createDirectories(scratch.resolve("lake"));

        var shown = lamella("check", "--config", config(), "--root", scratch);

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .isEqualTo("  ok       events  no table yet at " + scratch.resolve("lake/tables/events/") + "\n");
    }

    @Test
    void checkGivesAHintWhereASourceNamesOneObject() throws IOException {
        var one = Files.writeString(scratch.resolve("one.yaml"), CONFIG.replace("events/**", "events"));

        var shown = lamella("check", "--config", one, "--root", root);

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .endsWith("  hint     events: s3://landing/events names one object; did you mean"
                        + " s3://landing/events/**?\n");
        var file = Files.writeString(scratch.resolve("file.yaml"), CONFIG.replace("events/**", "events.csv"));
        assertThat(lamella("check", "--config", file, "--root", root).out()).doesNotContain("hint");
    }

    @Test
    void runWantsQueuesOrAFolder() {
        assertThat(lamella("run", "--config", config()).err())
                .contains("--ingest-queue or LAMELLA_INGEST_QUEUE_URL", "--root");
        assertThat(lamella("run", "--config", config(), "--root", root, "--ingest-queue", "https://x/y")
                        .err())
                .contains("give --root or queues, but not both");
    }

    @Test
    void statusRefusesAFileThatIsNotBelowTheRoot() {
        var shown = onLake("status", scratch.resolve("x.csv"));

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("must lie in a bucket's folder below --root");
    }
}
