package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.event.ByteRange;
import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SealReason;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.CrashException;
import io.lamella.pipeline.FaultyStore.When;
import io.lamella.pipeline.StoreException.Reason;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One test or more for each invariant of the protocol, named after it.
class InvariantsTest {
    private final TestLake lake = new TestLake();
    private final FaultyStore faulty = new FaultyStore(lake.memory);

    @Test
    void i1RowsAndLedgerBecomeVisibleInOneStep() {
        var seen = new ArrayList<Long>();
        Runnable check = () -> parts().forEach(part -> {
            var ledgered = part.ledger().stream().mapToLong(LedgerEntry::rows).sum();
            assertThat(ledgered).isEqualTo(part.file().footer().rows());
            seen.add(ledgered);
        });
        for (var when : When.values()) {
            for (var call : Call.values()) {
                faulty.always(when, call, "", check);
            }
        }
        for (int i = 0; i < 4; i++) {
            lake.convert(lake.land("a" + i, i * 10, i * 10 + 10, "x"));
            lake.store = faulty;
            lake.compact();
            lake.store = lake.memory;
        }

        assertThat(seen).contains(10L, 20L, 30L, 40L).isSorted();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 40));
    }

    @Test
    void i2TwoCompactorsOnOneHeadCommitInOneLine() {
        lake.convert(lake.land("a", 0, 10, "x"));
        lake.compact();
        lake.convert(lake.land("b", 10, 20, "x"));

        faulty.once(When.BEFORE, Call.PUT, "tables/", this::anotherLandsAndCommits);
        compactThroughFaults();

        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 30));
        assertSound();
    }

    @Test
    void i2TwoCompactorsOnNoHeadCommitInOneLine() {
        lake.convert(lake.land("b", 10, 20, "x"));

        faulty.once(When.BEFORE, Call.PUT, "tables/", this::anotherLandsAndCommits);
        var report = compactThroughFaults();

        assertThat(report.conflicts()).isEqualTo(1);
        assertThat(lake.ids()).containsExactlyElementsOf(range(10, 30));
        assertSound();
    }

    private void anotherLandsAndCommits() {
        lake.store = lake.memory;
        lake.convert(lake.land("c", 20, 30, "x"));
        lake.compact();
        lake.store = faulty;
    }

    @Test
    void i2APartFollowsOnlyASealedOne() {
        lake.convert(lake.land("a", 0, 10, "x"));
        lake.compact();
        addColumn();
        lake.convert(lake.land("b", "id,name,more\n10,x,y\n"));

        // The other compactor looks when the first part was sealed and the second does not exist yet.
        var sealed = new ArrayList<Optional<SealReason>>();
        faulty.once(
                When.BEFORE,
                Call.PUT,
                "tables/t/part-000001",
                () -> parts().forEach(part -> sealed.add(part.metadata().sealed())));
        compactThroughFaults();

        assertThat(sealed).containsExactly(Optional.of(SealReason.SCHEMA));
        assertThat(lake.list("tables/t/")).hasSize(2);
        assertSound();
    }

    @Test
    void i3OnlyTheAttemptNamedByTheReceiptIsMerged() {
        var task = lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", faulty.crash());
        lake.store = faulty;
        assertThatThrownBy(() -> lake.convert(task)).isInstanceOf(CrashException.class);
        lake.store = lake.memory;

        lake.compact();
        assertThat(lake.ids()).isEmpty();

        lake.convert(task);
        assertThat(lake.list("staged/")).hasSize(2);
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void i3OfTwoAttemptsSideBySideTheFirstReceiptCounts() {
        var task = lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", () -> {
            lake.store = lake.memory;
            lake.convert(task);
        });
        lake.store = faulty;

        var receipt = lake.convert(task);

        assertThat(receipt.attempt()).isEqualTo("attempt-2");
        assertThat(lake.list("staged/"))
                .singleElement()
                .satisfies(file -> assertThat(file.location().key()).contains("attempt-2"));
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void i3AReceiptOfRowsIsFinal() {
        var task = lake.land("a", 0, 10, "x");
        lake.convert(task);

        assertThat(lake.convert(task).attempt()).isEqualTo("attempt-1");
        assertThat(lake.list("staged/")).hasSize(1);
    }

    @Test
    void i3RowsWinOverAnAttemptThatFoundTheObjectGone() {
        var task = lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", () -> {
            lake.store = lake.memory;
            assertThat(goes(task).outcome()).isEqualTo(Outcome.GONE);
        });
        lake.store = faulty;

        var receipt = lake.convert(task);
        lake.store = lake.memory;

        assertThat(receipt.outcome()).isEqualTo(Outcome.STAGED);
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void i3OfTwoAttemptsThatReplaceAReceiptTheFirstCounts() {
        var task = lake.land("a", 0, 10, "x");
        goes(task);
        lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", () -> {
            lake.store = lake.memory;
            lake.convert(task);
        });
        lake.store = faulty;

        var receipt = lake.convert(task);
        lake.store = lake.memory;

        assertThat(receipt.attempt()).isEqualTo("attempt-3");
        assertThat(lake.list("staged/"))
                .singleElement()
                .satisfies(file -> assertThat(file.location().key()).contains("attempt-3"));
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void i3AReceiptThatMayBeReplacedIsReadAtEveryLook() {
        lake.resize(new Dataset.Sizes(1, 1024 * 1024, 128, 1024 * 1024));
        var task = lake.land("a", 0, 10, "x");
        goes(task);
        lake.land("a", 0, 10, "x");
        lake.convert(lake.land("b", 10, 20, "x"));
        faulty.once(When.BEFORE, Call.PUT, "receipts/", () -> {
            lake.store = faulty;
            lake.compact();
        });
        faulty.once(When.BEFORE, Call.PUT, "tables/", () -> {
            lake.store = lake.memory;
            lake.convert(task);
        });
        lake.store = faulty;

        lake.convert(task);

        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 20));
    }

    /// Deletes the object, and lets an attempt find that.
    private Receipt goes(SliceTask task) {
        var source = task.source();
        lake.memory
                .delete(List.of(new Location(source.bucket(), source.key())))
                .await()
                .indefinitely();
        return lake.convert(task);
    }

    @Test
    void i4ASliceStagedAgainAfterItsPartWasSealedIsNotAddedTwice() {
        lake.resize(new Dataset.Sizes(1024, 1, 128, 1024 * 1024));
        lake.convert(lake.land("a", 0, 10, "x"));
        var staged = lake.list("staged/").getFirst();
        var bytes = ByteBuffer.wrap(lake.bytes(staged));
        lake.compact();
        lake.convert(lake.land("b", 10, 20, "x"));
        lake.compact();

        // A put whose answer was lost, and that the client sent again, takes effect for the second time.
        lake.memory.put(staged.location(), bytes, Condition.ALWAYS).await().indefinitely();
        lake.compact();

        assertThat(lake.list("tables/t/")).hasSize(2);
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 20));
        assertThat(lake.list("staged/")).isEmpty();
    }

    @Test
    void i4AnAttemptThatTookTooLongDoesNotCount() {
        var task = lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "staged/", () -> lake.clock.advance(Ingest.MAX_ATTEMPT.plusSeconds(1)));
        lake.store = faulty;

        assertThatThrownBy(() -> lake.convert(task)).isInstanceOf(AttemptTooOldException.class);
        assertThat(lake.list("receipts/")).isEmpty();
    }

    @Test
    void i5AStagedFileThatCountsIsDeletedOnlyWhenItsSliceIsInALedger() {
        lake.convert(lake.land("head", 10, 20, "x"));
        lake.compact();
        var task = lake.land("a", 0, 10, "x");
        lake.convert(task);
        var held = new ArrayList<Boolean>();
        faulty.always(
                When.BEFORE,
                Call.DELETE,
                "staged/",
                () -> held.add(parts().stream()
                        .flatMap(part -> part.ledger().stream())
                        .anyMatch(entry -> entry.slice().equals(SliceId.of(task)))));
        faulty.once(When.BEFORE, Call.PUT, "tables/", FaultyStore.failure(Reason.REFUSED));

        assertThatThrownBy(this::compactThroughFaults).isInstanceOf(StoreException.class);
        assertThat(lake.list("staged/")).hasSize(1);
        compactThroughFaults();

        assertThat(held).isNotEmpty().doesNotContain(false);
        assertThat(lake.list("staged/")).isEmpty();
    }

    @Test
    void i5AStagedFileWithoutAReceiptIsKeptAndReported() {
        var task = lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", faulty.crash());
        lake.store = faulty;
        assertThatThrownBy(() -> lake.convert(task)).isInstanceOf(CrashException.class);
        lake.store = lake.memory;

        lake.clock.advance(Duration.ofHours(23));
        assertThat(sweep().unclaimed()).isEmpty();
        lake.clock.advance(Duration.ofDays(1));
        assertThat(sweep().unclaimed()).hasSize(1);
        assertThat(lake.requests).isEmpty();
        assertThat(lake.list("staged/")).hasSize(1);

        lake.convert(task);
        assertThat(sweep().deleted()).isEqualTo(1);
        assertThat(lake.list("staged/"))
                .singleElement()
                .satisfies(file -> assertThat(file.location().key()).contains("attempt-2"));
    }

    @Test
    void i5AStagedFileIsKeptWhileItsAttemptMayStillReplaceTheReceipt() {
        var task = lake.land("a", 0, 10, "x");
        goes(task);
        lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", this::sweep);
        lake.store = faulty;
        lake.convert(task);
        lake.store = lake.memory;

        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void i6AMessageIsNotAcknowledgedBeforeTheMergeRequestIsSent() {
        var body = Messages.write(lake.land("a", 0, 10, "x"));
        var failing = new Ingest(
                lake.memory,
                lake.lake(),
                request -> Uni.createFrom().failure(new IllegalStateException("the queue is away")),
                new Ingest.Settings(lake.clock, () -> "attempt-0", Runnable::run, 1024 * 1024));

        assertNotAcknowledged(body, failing);
        assertThat(lake.list("receipts/")).hasSize(1);

        assertThat(handle(body, lake.ingest()))
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.attempt()).isEqualTo("attempt-0"));
        assertThat(lake.requests).containsExactly(new MergeRequest("t", ""));
        assertThat(lake.list("staged/")).hasSize(1);
    }

    @Test
    void i6AMessageWithAPartThatIsNotUnderstoodIsNotAcknowledged() {
        lake.land("a", 0, 10, "x");

        assertNotAcknowledged(records(created("a"), "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{}}"), lake.ingest());
        assertThat(lake.list("receipts/")).hasSize(1);
    }

    @Test
    void i6AMessageAboutAnObjectThatCannotBeLookedAtIsNotAcknowledged() {
        lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.HEAD, "a", FaultyStore.failure(Reason.UNKNOWN));
        lake.store = faulty;

        assertNotAcknowledged(records(created("a")), lake.ingest());
        assertThat(handle(records(created("a")), lake.ingest())).hasSize(1);
    }

    @Test
    void i6AMessageAboutAnObjectThatIsRefusedIsNotAcknowledged() {
        lake.land("a", "nothing,of,that\n1,2,3\n");

        assertNotAcknowledged(records(created("a")), lake.ingest());
        assertNotAcknowledged(records(created("a")), lake.ingest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Event\":\"s3:TestEvent\"}",
                "{\"Records\":[{\"eventName\":\"ObjectRemoved:Delete\",\"s3\":{}}]}",
                "{\"Records\":[]}"
            })
    void i6AMessageThatAsksForNothingIsAcknowledged(String body) {
        assertThat(handle(body, lake.ingest())).isEmpty();
    }

    private void assertNotAcknowledged(String body, Ingest ingest) {
        assertThatThrownBy(() -> handle(body, ingest)).isInstanceOf(UnhandledMessageException.class);
    }

    private List<Receipt> handle(String body, Ingest ingest) {
        return new IngestMessages(lake.store, new Datasets(List.of(lake.dataset)), ingest)
                .handle(body)
                .await()
                .indefinitely();
    }

    private static String records(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    private static String created(String key) {
        return "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"" + TestLake.LANDING
                + "\"},\"object\":{\"key\":\"" + key + "\"}}}";
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN", "PRECONDITION_FAILED", "CONFLICT"})
    void i7ALostAnswerToTheCommitIsSettledByTheLedger(Reason reason) {
        lake.convert(lake.land("a", 0, 10, "x"));
        lake.compact();
        lake.convert(lake.land("b", 10, 20, "x"));
        faulty.once(When.AFTER, Call.PUT, "tables/", FaultyStore.failure(reason));

        var report = compactThroughFaults();

        assertThat(report.conflicts()).isEqualTo(1);
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 20));
        assertThat(lake.list("staged/")).isEmpty();
        assertSound();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN", "PRECONDITION_FAILED", "NO_SUCH_UPLOAD"})
    void i7ALostAnswerToTheEndOfAnUploadIsSettledByTheLedger(Reason reason) {
        lake.resize(new Dataset.Sizes(32 * 1024 * 1024, 64 * 1024 * 1024, 128, 1024 * 1024));
        lake.convert(lake.land("a", noise(200_000)));
        faulty.once(When.AFTER, Call.COMPLETE, "tables/", FaultyStore.failure(reason));

        var report = compactThroughFaults();

        assertThat(report.conflicts()).isEqualTo(1);
        assertThat(lake.ids()).hasSize(200_000).doesNotHaveDuplicates();
        assertThat(lake.memory
                        .listUploads(TestLake.LAKE, "")
                        .collect()
                        .asList()
                        .await()
                        .indefinitely())
                .isEmpty();
        assertSound();
    }

    @Test
    void i7AStagedFileThatIsGoneIsLookedForAgain() {
        // More than what is read of a file at first, so that its row group is read while it is joined.
        lake.resize(new Dataset.Sizes(8 * 1024 * 1024, 64 * 1024 * 1024, 128, 1024 * 1024));
        lake.convert(lake.land("a", noise(30_000)));
        faulty.once(When.BEFORE, Call.READ, "staged/", () -> {
            lake.store = lake.memory;
            lake.compact();
            lake.store = faulty;
        });

        var report = compactThroughFaults();

        assertThat(report.conflicts()).isEqualTo(1);
        assertThat(lake.ids()).hasSize(30_000).doesNotHaveDuplicates();
        assertSound();
    }

    @Test
    void i7AHeadThatChangesWhileItIsLookedAtIsLookedAtAgain() {
        lake.convert(lake.land("a", 0, 10, "x"));
        lake.compact();
        lake.convert(lake.land("b", 10, 20, "x"));
        faulty.once(When.BEFORE, Call.READ, "tables/", this::anotherLandsAndCommits);

        var report = compactThroughFaults();

        assertThat(report).isEqualTo(Compact.Report.NOTHING);
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 30));
        assertSound();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN", "PRECONDITION_FAILED", "CONFLICT"})
    void i7TheEchoOfOnesOwnReceiptIsNotTakenForADefeat(Reason reason) {
        faulty.once(When.AFTER, Call.PUT, "receipts/", FaultyStore.failure(reason));
        lake.store = faulty;

        var receipt = lake.convert(lake.land("a", 0, 10, "x"));

        assertThat(receipt.attempt()).isEqualTo("attempt-1");
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void i7AReceiptThatMayStillArriveKeepsItsStagedFiles() {
        var task = lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", FaultyStore.failure(Reason.UNKNOWN));
        lake.store = faulty;

        assertThatThrownBy(() -> lake.convert(task)).isInstanceOf(StoreException.class);
        assertThat(lake.list("staged/")).hasSize(1);
    }

    @Test
    void i7AReceiptThatWasNotReplacedIsNoAnswer() {
        var task = lake.land("a", 0, 10, "x");
        goes(task);
        lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", FaultyStore.failure(Reason.UNKNOWN));
        lake.store = faulty;

        assertThatThrownBy(() -> lake.convert(task)).isInstanceOf(StoreException.class);
        assertThat(lake.list("staged/")).hasSize(1);
    }

    @Test
    void i8CommitsOnlyAdd() {
        List<ByteRange> earlier = List.of();
        byte[] before = {};
        for (int i = 0; i < 20; i++) {
            lake.convert(lake.land("a" + i, i * 10, i * 10 + 10, "x"));
            lake.compact();
            var part = parts().getFirst();
            var ranges = part.file().footer().rowGroups().stream()
                    .map(RowGroupInfo::range)
                    .toList();
            assertThat(ranges).hasSize(i + 1);
            assertThat(ranges.subList(0, i)).isEqualTo(earlier);
            var after = lake.bytes(part.file().info());
            assertThat(Arrays.copyOf(after, before.length)).isEqualTo(before);
            earlier = ranges;
            before = after;
        }
    }

    @Test
    void aSealWithoutDataKeepsTheWholeLedger() {
        for (int i = 0; i < PartWriter.APPENDS_PER_WHOLE_LEDGER - 1; i++) {
            lake.convert(lake.land("a" + i, i * 10, i * 10 + 10, "x"));
            lake.compact();
        }
        addColumn();
        lake.convert(lake.land("b", "id,name,more\n1000,x,y\n"));
        lake.compact();

        assertThat(parts()).hasSize(2);
        assertThat(parts().getFirst().metadata().sealed()).contains(SealReason.SCHEMA);
        assertSound();
    }

    private Compact.Report compactThroughFaults() {
        lake.store = faulty;
        try {
            return lake.compact();
        } finally {
            lake.store = lake.memory;
        }
    }

    private Sweep.Report sweep() {
        return lake.sweep().sweep(List.of(lake.dataset)).await().indefinitely();
    }

    private List<Part> parts() {
        var parts = new ArrayList<Part>();
        for (var info : lake.list("tables/t/")) {
            parts.add(Part.open(lake.memory, parts.size(), info).await().indefinitely());
        }
        return parts;
    }

    private void assertSound() {
        var lakeStore = new LakeStore(lake.memory, TestLake.LAKE, lake.lake().keys());
        assertThat(new Audit(lakeStore).audit("t").collect().asList().await().indefinitely())
                .isNotEmpty()
                .allSatisfy(part -> assertThat(part.problems()).isEmpty());
    }

    private void addColumn() {
        lake.configure(old -> {
            var columns = new ArrayList<>(old.columns());
            columns.add(ColumnSource.of(new Column("more", new ColumnType.Text(), false)));
            return new Dataset(
                    old.name(),
                    old.sources(),
                    old.format(),
                    columns,
                    old.partitions(),
                    old.freshness(),
                    old.sizes(),
                    old.writer(),
                    old.badRows(),
                    old.append(),
                    old.sealAfter(),
                    old.settle());
        });
    }

    /// Rows that do not compress.
    private static String noise(int rows) {
        var random = new SplittableRandom(1);
        var text = new StringBuilder("id,name\n");
        for (int id = 0; id < rows; id++) {
            text.append(id).append(',');
            for (int i = 0; i < 5; i++) {
                text.append(Long.toString(random.nextLong(), 36));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
