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
import org.junit.jupiter.api.Test;

/// The commands that look at a lake.
class LakeCommandsTest extends SmallLake {
    private static Path part() {
        return root.resolve("lake/tables/events/date=2026-01-01/part-000000.parquet");
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
