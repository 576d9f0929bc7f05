package io.lamella.pipeline;

import static io.lamella.pipeline.TestLake.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.decode.BatchSink;
import io.lamella.core.decode.FieldRows;
import io.lamella.core.decode.RefusedException;
import io.lamella.core.decode.RowSource;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.CrashException;
import io.lamella.pipeline.FaultyStore.When;
import io.lamella.pipeline.StoreException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Runs of exports: each counts once, through one attempt, whatever its query answers by then.
class ExportTest extends FaultyLake {
    private static final SourceObject RUN = SourceObject.ofRun("t", "run-1", "query-1");

    private int opened;
    private int attempts;

    private Export.Result export(SourceObject run, RowSource rows) {
        var settings = new Ingest.Settings(lake.clock, () -> "export-" + ++attempts, Runnable::run, 64L * 1024 * 1024);
        return new Export(lake.lake(), settings)
                .stage(run, lake.dataset, () -> {
                    opened++;
                    return rows;
                })
                .await()
                .indefinitely();
    }

    private RowSource rows(long from, long to) {
        return new Rows(LongStream.range(from, to).mapToObj(Long::toString).toList());
    }

    /// Rows with these ids, as a database would answer them.
    private class Rows implements RowSource {
        private final List<String> ids;
        private final FieldRows fields = new FieldRows(lake.dataset.columns(), 1024 * 1024);
        private int next;

        Rows(List<String> ids) {
            this.ids = ids;
        }

        @Override
        public boolean advance(BatchSink sink) {
            boolean full = false;
            while (next < ids.size() && !full) {
                var id = ids.get(next++).getBytes(StandardCharsets.UTF_8);
                fields.put(0, id);
                fields.put(1, id);
                full = fields.endRow();
            }
            fields.handOn(sink);
            return next < ids.size();
        }

        @Override
        public long decodedBytes() {
            return fields.handedOnBytes();
        }

        @Override
        public void close() {}
    }

    @Test
    void i1TheRowsOfARunAreInTheTable() {
        var result = export(RUN, rows(0, 10_000));

        assertThat(result.before()).isFalse();
        assertThat(result.receipt().rows()).isEqualTo(10_000);
        assertThat(result.receipt().task().source().uri()).isEqualTo("export://t/run-1");
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10_000));
        assertSound();
    }

    @Test
    void i3ARunThatComesAgainAddsNothingAndAsksForNothing() {
        export(RUN, rows(0, 10));
        lake.compact();

        var again = export(RUN, rows(0, 20));

        assertThat(again.before()).isTrue();
        assertThat(again.receipt().rows()).isEqualTo(10);
        assertThat(opened).isEqualTo(1);
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void aRunOfAnotherIdIsAdded() {
        export(RUN, rows(0, 10));
        export(SourceObject.ofRun("t", "run-2", "query-1"), rows(10, 20));

        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 20));
    }

    @Test
    void aRunOfAnotherQueryIsRefusedAndAddsNothing() {
        export(RUN, rows(0, 10));

        assertThatThrownBy(() -> export(SourceObject.ofRun("t", "run-1", "query-2"), rows(10, 20)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("export://t/run-1 was exported by another query")
                .hasMessageContaining("run id of its own");
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void i3ARunThatWasKilledBeforeItsReceiptCountsByItsLaterAttemptThoughItAnswersOtherwise() {
        faulty.once(When.BEFORE, Call.PUT, "receipts/", faulty.crash());
        lake.store = faulty;
        assertThatThrownBy(() -> export(RUN, rows(0, 10))).isInstanceOf(CrashException.class);
        lake.store = lake.memory;

        lake.compact();
        assertThat(lake.ids()).isEmpty();

        export(RUN, rows(5, 30));
        lake.compact();
        sweep();
        assertThat(lake.ids()).containsExactlyElementsOf(range(5, 30));
        assertThat(lake.list("staged/")).isEmpty();
    }

    @Test
    void i3OfTwoAttemptsSideBySideTheFirstReceiptCounts() {
        faulty.once(When.BEFORE, Call.PUT, "receipts/", () -> {
            lake.store = lake.memory;
            export(RUN, rows(0, 10));
        });
        lake.store = faulty;

        var result = export(RUN, rows(0, 20));

        assertThat(result.before()).isTrue();
        assertThat(result.receipt().rows()).isEqualTo(10);
        assertThat(lake.list("staged/")).hasSize(1);
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void i7AReceiptWhoseAnswerWasLostCounts() {
        faulty.once(When.AFTER, Call.PUT, "receipts/", FaultyStore.failure(Reason.UNKNOWN));
        lake.store = faulty;

        var result = export(RUN, rows(0, 10));

        assertThat(result.before()).isFalse();
        lake.store = lake.memory;
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void uploadsThatAnEarlierAttemptLeftAreFreedFirstAndNoOthers() {
        var staged = lake.lake().keys();
        var slice = SliceId.of(SliceTask.whole("t", RUN));
        var other = SliceId.of(SliceTask.whole("t", SourceObject.ofRun("t", "run-2", "query-1")));
        Stream.of(
                        staged.staged("t", "", slice, "export-0"),
                        staged.quarantine("t", slice, "export-0"),
                        staged.staged("t", "", other, "export-0"))
                .forEach(key -> lake.memory
                        .createUpload(new Location(TestLake.LAKE, key))
                        .await()
                        .indefinitely());

        var result = export(RUN, rows(0, 10));

        assertThat(result.abortedUploads()).isEqualTo(2);
        assertThat(lake.uploads())
                .singleElement()
                .satisfies(left -> assertThat(left.upload().target().key()).contains(other.hex()));
    }

    /// The later attempt begins while the earlier one uploads, and frees what it finds.
    @Test
    void anAttemptThatWasOvertakenSaysSoAndAddsNothing() {
        faulty.once(When.BEFORE, Call.COMPLETE, "staged/", () -> {
            lake.store = lake.memory;
            assertThat(export(RUN, rows(0, 10)).abortedUploads()).isEqualTo(1);
        });
        lake.store = faulty;
        var incompressible =
                new Rows(new Random(1).longs(700_000).mapToObj(Long::toString).toList());

        assertThatThrownBy(() -> export(RUN, incompressible))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("export://t/run-1 was started again", "Nothing of this one was added");

        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
        assertThat(lake.uploads()).isEmpty();
    }

    @Test
    void rowsReadAreRowsInTheTableAndRowsInQuarantine() {
        var receipt = export(RUN, new Rows(List.of("1", "two", "3", ""))).receipt();

        assertThat(receipt.rows()).isEqualTo(2);
        assertThat(receipt.rejected()).isEqualTo(2);
        var quarantined = new String(lake.bytes(lake.list("quarantine/").getFirst()), StandardCharsets.UTF_8);
        assertThat(quarantined.lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("\"reason\":\"not_an_integer\"", "\"line\":2", "{\\\"id\\\":\\\"two\\\"")
                .contains("\"source\":\"export://t/run-1\"");
        lake.compact();
        assertThat(lake.ids()).containsExactly(1L, 3L);
    }

    @Test
    void aQueryWithoutRowsIsExportedToo() {
        export(RUN, rows(0, 0));

        assertThat(export(RUN, rows(0, 10)).before()).isTrue();
        assertThat(lake.list("staged/")).isEmpty();
    }

    @Test
    void aRunWhoseResultBreaksOffAddsNothingAndMayComeAgain() {
        var broken = new Rows(List.of()) {
            @Override
            public boolean advance(BatchSink sink) {
                throw new IllegalStateException("the connection is gone");
            }
        };
        assertThatThrownBy(() -> export(RUN, broken)).hasMessageContaining("the connection is gone");

        export(RUN, rows(0, 10));
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
        assertThat(lake.uploads()).isEmpty();
    }

    @Test
    void quarantinedRowsOfARunAreNotReplayed() {
        export(RUN, new Rows(List.of("1", "two")));

        var files = new Replay(lake.lake(), lake.dataset, true)
                .files(false)
                .collect()
                .asList()
                .await()
                .indefinitely();

        assertThat(files).singleElement().satisfies(file -> {
            assertThat(file.state()).isEqualTo(Replay.State.BLOCKED);
            assertThat(file.reason()).contains("export://t/run-1", "run id of its own");
        });
    }
}
