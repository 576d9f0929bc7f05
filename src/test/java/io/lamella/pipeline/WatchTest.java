package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import io.lamella.pipeline.StoreMeter.Request;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What an observer is told of a lake in memory.
class WatchTest {
    private final TestLake lake = new TestLake();
    private final List<Event> events = new ArrayList<>();
    private final Watch watch = new Watch(lake.memory, lake.clock, events::add);

    private Stages stages() {
        return new Stages(
                lake.lake(),
                work -> new Compact.Requests(
                        request -> Uni.createFrom().voidItem(),
                        request -> Uni.createFrom().voidItem(),
                        TestLake.REQUEST_DELAY),
                work -> message -> Uni.createFrom().voidItem(),
                new Ingest.Settings(lake.clock, () -> "attempt-" + events.size(), Runnable::run, 64L * 1024 * 1024));
    }

    @Test
    void workForWhichMemoryDoesNotSufficeSaysWhatToDo() {
        var work = watch.over(
                new Subject.WholeLake(),
                Optional.empty(),
                _ -> Uni.createFrom().<Sweep.Report>failure(new OutOfMemoryError("Java heap space")),
                Event.Swept::new);

        assertThatExceptionOfType(OutOfHeapException.class)
                .isThrownBy(() -> work.await().indefinitely())
                .withMessageMatching(
                        "there was not enough memory \\(Java heap space\\), with a heap of \\d+ MiB at most;"
                                + " give the process more, or make row groups smaller");
        assertThat(events.getFirst().result())
                .isInstanceOfSatisfying(
                        Event.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(OutOfHeapException.class));
    }

    private void convert(SliceTask task) {
        new IngestMessages(lake.memory, datasets(), stages(), watch)
                .handle(Messages.write(task), Optional.empty())
                .onFailure(UnhandledMessageException.class)
                .recoverWithNull()
                .await()
                .indefinitely();
    }

    private void merge() {
        merge(watch).await().indefinitely();
    }

    private Uni<Compact.Report> merge(Watch over) {
        return new MergeMessages(datasets(), stages(), over)
                .handle(Messages.write(new MergeRequest("t", "")), Optional.empty(), lake.deadline());
    }

    private void sweep() {
        watch.over(
                        new Subject.WholeLake(),
                        Optional.empty(),
                        work -> stages().sweep(work).sweep(List.of(lake.dataset)),
                        Event.Swept::new)
                .await()
                .indefinitely();
    }

    private Datasets datasets() {
        return new Datasets(List.of(lake.dataset));
    }

    private Map<Metric, Number> measured() {
        return Measurement.of(events.getLast()).getFirst().values();
    }

    @Test
    void tellsWhatASliceCameTo() {
        var task = lake.land("a.csv", "id,name\n1,x\n2,x\nthree,x\n");
        convert(task);

        var event = events.getLast();
        assertThat(event.subject()).isEqualTo(new Subject.Slice(task));
        assertThat(event.subject().names())
                .containsEntry("source", "s3://landing/a.csv")
                .containsKeys("slice", "dataset");
        var receipt = ((Event.Converted) event.result()).receipt();
        assertThat(measured())
                .containsEntry(Metric.SLICES, 1)
                .containsEntry(Metric.ROWS, 2L)
                .containsEntry(Metric.REJECTED, 1L)
                .containsEntry(Metric.SOURCE_BYTES, task.source().size())
                .containsEntry(
                        Metric.PARQUET_BYTES, receipt.partitions().getFirst().bytes());
    }

    @Test
    void countsWhatEachPieceOfWorkAskedOfTheStore() {
        convert(lake.land("a.csv", 0, 10, "x"));

        // A look for the receipt and the object; then the staged file and the receipt.
        var traffic = events.getLast().traffic();
        assertThat(traffic.requests(Request.GET_OBJECT)).isEqualTo(2);
        assertThat(traffic.requests(Request.PUT_OBJECT)).isEqualTo(2);
        assertThat(traffic.allRequests()).isEqualTo(4);
        assertThat(measured().get(Metric.COST).doubleValue()).isCloseTo(2 * 5e-6 + 2 * 0.4e-6, within(1e-12));
        assertThat(measured())
                .containsEntry(Metric.THROUGH_BYTES, traffic.bytesSent() + traffic.bytesReceived())
                .containsEntry(Metric.COPIED_BYTES, 0L);
    }

    @Test
    void countsASliceThatIsDeliveredAgainAsRepeated() {
        var task = lake.land("a.csv", 0, 10, "x");
        convert(task);
        convert(task);

        assertThat(events).hasSize(2);
        assertThat(measured())
                .containsEntry(Metric.SLICES_REPEATED, 1)
                .doesNotContainKeys(Metric.SLICES, Metric.ROWS, Metric.SOURCE_BYTES);
    }

    @Test
    void tellsASliceThatWasRefusedApart() {
        convert(lake.land("a.csv", "nothing,of,that\n1,2,3\n"));

        assertThat(((Event.Converted) events.getLast().result()).receipt().outcome())
                .isEqualTo(Receipt.Outcome.REFUSED);
        assertThat(measured()).containsEntry(Metric.SLICES_WITHOUT_ROWS, 1).containsEntry(Metric.ROWS, 0L);
    }

    @Test
    void tellsWhichSliceFailedAndWhy() {
        var task = SliceTask.whole("unknown", lake.land("a.csv", 0, 1, "x").source());
        convert(task);

        assertThat(events.getLast().subject()).isEqualTo(new Subject.Slice(task));
        assertThat(events.getLast().result())
                .isInstanceOfSatisfying(
                        Event.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(UnknownDatasetException.class));
        assertThat(measured()).containsEntry(Metric.FAILED, 1);
    }

    @Test
    void tellsOfWorkThatNobodyWaitedFor() {
        var waiting = watch.over(
                        new Subject.WholeLake(),
                        Optional.empty(),
                        work -> Uni.createFrom().<Sweep.Report>nothing(),
                        Event.Swept::new)
                .subscribe()
                .with(done -> {});
        waiting.cancel();

        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.result()).isInstanceOf(Event.Failed.class));
    }

    @Test
    void tellsPartsFromAppends() {
        convert(lake.land("a.csv", 0, 10, "x"));
        lake.clock.advance(Duration.ofMinutes(11));
        merge();
        assertThat(measured())
                .containsEntry(Metric.COMMITS, 1)
                .containsEntry(Metric.PARTS, 1)
                .containsEntry(Metric.APPENDS, 0);

        convert(lake.land("b.csv", 10, 15, "x"));
        lake.clock.advance(Duration.ofMinutes(11));
        merge();
        assertThat(measured())
                .containsEntry(Metric.COMMITS, 1)
                .containsEntry(Metric.PARTS, 0)
                .containsEntry(Metric.APPENDS, 1)
                .containsEntry(Metric.SLICES, 1)
                .containsEntry(Metric.ROWS, 5L)
                .containsEntry(Metric.CONFLICTS, 0);
    }

    @Test
    void tellsWhatAMergeHadPublishedWhenItFailed() {
        convert(lake.land("a.csv", 0, 10, "x"));
        lake.clock.advance(Duration.ofMinutes(11));
        var store = new FaultyStore(lake.memory);
        store.once(When.BEFORE, Call.DELETE, "staged/", FaultyStore.failure(StoreException.Reason.REFUSED));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() ->
                        merge(new Watch(store, lake.clock, events::add)).await().indefinitely());

        assertThat(((Event.Failed) events.getLast().result()).before()).containsInstanceOf(Event.Merged.class);
        assertThat(measured())
                .containsEntry(Metric.FAILED, 1)
                .containsEntry(Metric.COMMITS, 1)
                .containsEntry(Metric.SLICES, 1)
                .containsEntry(Metric.ROWS, 10L);

        merge();
        assertThat(measured()).doesNotContainKey(Metric.FAILED).containsEntry(Metric.ROWS, 0L);
    }

    @Test
    void tellsTheAgeOfTheOldestStagedFile() {
        sweep();
        assertThat(waiting()).containsEntry(Metric.STAGED_AGE, 0L).containsEntry(Metric.STAGED_FILES, 0);

        convert(lake.land("a.csv", 0, 10, "x"));
        lake.clock.advance(Duration.ofMinutes(90));
        convert(lake.land("b.csv", 10, 20, "x"));
        lake.clock.advance(Duration.ofMinutes(30));
        sweep();

        var age = waiting().get(Metric.STAGED_AGE).longValue();
        assertThat(age).isBetween(120L * 60, 120L * 60 + 10);
        assertThat(waiting()).containsEntry(Metric.STAGED_FILES, 2);
    }

    /// What a lost attempt staged will not be published, so it does not wait.
    @Test
    void leavesFilesThatDoNotCountOutOfThatAge() {
        var key = lake.lake().keys().staged("t", "", new SliceId("0".repeat(32)), "attempt-x");
        lake.memory
                .put(lake.lake().at(key), ByteBuffer.wrap(new byte[1]), Condition.ALWAYS)
                .await()
                .indefinitely();
        lake.clock.advance(Duration.ofHours(2));
        sweep();

        assertThat(waiting()).containsEntry(Metric.STAGED_AGE, 0L).containsEntry(Metric.STAGED_FILES, 0);
    }

    private Map<Metric, Number> waiting() {
        return Measurement.of(events.getLast()).getLast().values();
    }

    @Test
    void goesOnWhenTheObserverFails() {
        var deaf = new Watch(lake.memory, lake.clock, event -> {
            throw new IllegalStateException("the log is full");
        });

        assertThat(deaf.over(
                                new Subject.WholeLake(),
                                Optional.empty(),
                                work -> stages().sweep(work).sweep(List.of(lake.dataset)),
                                Event.Swept::new)
                        .await()
                        .indefinitely()
                        .requested())
                .isZero();
    }
}
