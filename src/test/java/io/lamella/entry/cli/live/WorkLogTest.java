package io.lamella.entry.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.Compact;
import io.lamella.pipeline.Event;
import io.lamella.pipeline.Subject;
import io.lamella.pipeline.Watch;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkLogTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final WorkLog log = new WorkLog(InstantSource.fixed(NOW));
    private final Watch watch = new Watch(new MemoryStore(InstantSource.fixed(NOW)), InstantSource.fixed(NOW), log);

    private Uni<Compact.Report> merge(String partition, Uni<Compact.Report> work) {
        return watch.over(
                new Subject.Partition(new MergeRequest("events", partition)),
                Optional.empty(),
                _ -> work,
                Event.Merged::new);
    }

    private static Compact.Report report(long rows) {
        var task = SliceTask.whole("events", new SourceObject("landing", "a.csv", "etag", 7));
        var slice = new LedgerEntry(SliceId.of(task), "attempt", task.source(), task.range(), rows, 0);
        return new Compact.Report(1, 1, 0, List.of(slice), 0);
    }

    @Test
    void knowsWhatGoesOnAsLongAsItDoes() {
        var running =
                merge("date=1", Uni.createFrom().emitter(_ -> {})).subscribe().with(_ -> {});
        merge("date=2", Uni.createFrom().item(report(1))).await().indefinitely();

        assertThat(log.state().working()).containsExactly(new WorkLog.Working("merge", "events/date=1", NOW));

        running.cancel();
        assertThat(log.state().working()).isEmpty();
        assertThat(log.state().events().getFirst().bad()).isTrue();
    }

    @Test
    void addsUpWithoutEndAndRemembersTheLast() {
        for (int i = 1; i <= 1000; i++) {
            merge("n=" + i, Uni.createFrom().item(report(i))).await().indefinitely();
        }

        var state = log.state();
        assertThat(state.totals().published()).isEqualTo(500_500);
        assertThat(state.totals().commits()).isEqualTo(1000);
        assertThat(state.events()).hasSize(WorkLog.EVENTS);
        assertThat(state.events().getFirst())
                .isEqualTo(new WorkLog.Told(
                        1000,
                        NOW,
                        "merge",
                        "events/n=1000",
                        "1,000 rows published from 1 slice in 1 commit, 1 part begun",
                        false));
    }

    @Test
    void countsWhatAMergeHadPublishedWhenItFailed() {
        watch.over(
                        new Subject.Partition(new MergeRequest("events", "")),
                        Optional.empty(),
                        work -> {
                            work.soFar().accept(new Event.Merged(report(7)));
                            return Uni.createFrom().<Compact.Report>failure(new IllegalStateException("no room"));
                        },
                        Event.Merged::new)
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();

        assertThat(log.state().totals().published()).isEqualTo(7);
        assertThat(log.state().totals().failed()).isEqualTo(1);
        assertThat(log.state().events().getFirst().became())
                .isEqualTo(
                        "7 rows published from 1 slice in 1 commit, 1 part begun, then failed, and will be tried again: no room");
    }

    @Test
    void tellsFailuresAndNotWhatCameToNothing() {
        merge("", Uni.createFrom().item(new Compact.Report(0, 0, 0, List.of(), 0)))
                .await()
                .indefinitely();
        merge("", Uni.createFrom().failure(new IllegalStateException("no\u202eroom\n")))
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();

        assertThat(log.state().events())
                .singleElement()
                .satisfies(event ->
                        assertThat(event.became()).isEqualTo("failed, and will be tried again: no\ufffdroom\ufffd"));
        assertThat(log.state().totals().failed()).isEqualTo(1);
    }

    @Test
    void tellsThatAMessageLeftWorkToOthers() {
        var task = SliceTask.whole("events", new SourceObject("landing", "big.csv", "etag", 1 << 30));
        watch.over(
                        new Subject.Slice(task),
                        Optional.empty(),
                        _ -> Uni.createFrom().item(true),
                        _ -> new Event.Step())
                .await()
                .indefinitely();

        assertThat(log.state().events().getFirst().became()).isEqualTo("left to other messages what comes next");
    }

    @Test
    void cutsTextsThatAreTooLong() {
        assertThat(PlainText.of("😀".repeat(10), 3)).isEqualTo("😀😀😀…");
        assertThat(PlainText.of("abc", 3)).isEqualTo("abc");
    }
}
