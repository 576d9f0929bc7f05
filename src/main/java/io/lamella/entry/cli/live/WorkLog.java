package io.lamella.entry.cli.live;

import io.lamella.core.table.Receipt;
import io.lamella.pipeline.Event;
import io.lamella.pipeline.Observer;
import io.lamella.pipeline.Subject;
import io.lamella.pipeline.TraceParent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// What the workers of this process do, and what they did last. Memory is bounded, however long it runs. Thread-safe.
public final class WorkLog implements Observer {
    /// Events that are remembered.
    static final int EVENTS = 40;

    /// Pieces of work that are told of; more of them go on side by side nowhere.
    private static final int MAX_WORKING = 200;

    private final InstantSource clock;
    private final IdentityHashMap<Subject, Instant> working = new IdentityHashMap<>();
    private final Deque<Told> events = new ArrayDeque<>();
    private Totals totals = Totals.NONE;
    private long number;

    public WorkLog(InstantSource clock) {
        this.clock = clock;
    }

    /// A piece of work that goes on.
    record Working(String kind, String what, Instant since) {}

    /// Something that is over.
    ///
    /// @param number counts events, so that each is shown once
    /// @param bad whether it failed or was refused
    record Told(long number, Instant at, String kind, String what, String became, boolean bad) {}

    /// Sums since the start.
    ///
    /// @param rows staged, by way of receipts that this process wrote
    /// @param published rows
    record Totals(long slices, long sourceBytes, long rows, long rejected, long published, long commits, long failed) {
        static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0);

        Totals plus(Totals more) {
            return new Totals(
                    slices + more.slices,
                    sourceBytes + more.sourceBytes,
                    rows + more.rows,
                    rejected + more.rejected,
                    published + more.published,
                    commits + more.commits,
                    failed + more.failed);
        }

        private static Totals of(Event.Result result) {
            return switch (result) {
                case Event.Converted(Receipt receipt, boolean own)
                when own && receipt.slices().isEmpty() ->
                    new Totals(1, receipt.task().storedBytes(), receipt.rows(), receipt.rejected(), 0, 0, 0);
                case Event.Merged(var report) -> new Totals(0, 0, 0, 0, report.rows(), report.commits(), 0);
                case Event.Failed(var _, var before) ->
                    before.map(Totals::of).orElse(NONE).plus(new Totals(0, 0, 0, 0, 0, 0, 1));
                case Event.FoldersMerged(var summary) ->
                    new Totals(0, 0, 0, 0, 0, 0, summary.failures().size());
                case Event.Converted _, Event.Step _, Event.Swept _ -> NONE;
            };
        }
    }

    /// All of it at one moment, the last event first.
    record State(List<Working> working, List<Told> events, Totals totals) {}

    @Override
    public void start(Subject subject, Optional<TraceParent> trace, Runnable work) {
        synchronized (this) {
            if (working.size() < MAX_WORKING) {
                working.put(subject, clock.instant());
            }
        }
        work.run();
    }

    @Override
    public synchronized void observe(Event event) {
        working.remove(event.subject());
        totals = totals.plus(Totals.of(event.result()));
        EventWords.of(event).ifPresent(became -> {
            events.addFirst(new Told(
                    ++number,
                    event.startedAt().plus(event.took()),
                    EventWords.kind(event.subject()),
                    EventWords.name(event.subject()),
                    became,
                    EventWords.isBad(event.result())));
            if (events.size() > EVENTS) {
                events.removeLast();
            }
        });
    }

    synchronized State state() {
        var now = working.entrySet().stream()
                .map(entry ->
                        new Working(EventWords.kind(entry.getKey()), EventWords.name(entry.getKey()), entry.getValue()))
                .sorted((one, other) -> one.since().compareTo(other.since()))
                .toList();
        return new State(now, new ArrayList<>(events), totals);
    }
}
