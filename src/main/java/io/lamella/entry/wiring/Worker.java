package io.lamella.entry.wiring;

import io.lamella.pipeline.Compact;
import io.lamella.pipeline.MergeSummary;
import io.lamella.pipeline.MessageQueue;
import io.lamella.pipeline.Poller;
import io.lamella.pipeline.PollerSettings;
import io.lamella.pipeline.Sweep;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The pipeline as a long-running process: works off both queues and sweeps now and then, until it is stopped.
///
/// It may be killed at any moment: messages that it held come back when their visibility ends. Several workers may share the
/// queues.
public final class Worker {
    private static final System.Logger LOG = System.getLogger(Worker.class.getName());
    /// How long folders of others are merged before the lake is swept again.
    private static final Duration FOLDERS_TIME = Duration.ofHours(1);

    private static final Duration COMMIT_TIME = Duration.ofMinutes(15);

    private final Pipeline pipeline;
    private final WorkerThreads threads;
    private final Duration sweep;
    private final Poller ingest;
    private final Poller merge;
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private volatile boolean stopping;

    /// A queue, and how to work it off.
    public record Input(MessageQueue queue, PollerSettings settings) {}

    /// What was done since the start.
    ///
    /// @param slices converted
    /// @param doneBefore slices that were found to be converted already
    /// @param rejected rows that went to quarantine
    /// @param rows published
    public record Counters(long slices, long doneBefore, long rejected, long commits, long rows) {}

    /// @param sweep from the end of one sweep to the next
    /// @param threads stay the caller's to close
    public Worker(
            Pipeline pipeline, Input ingest, Input merge, Duration sweep, InstantSource clock, WorkerThreads threads) {
        this.pipeline = pipeline;
        this.threads = threads;
        this.sweep = sweep;
        this.ingest = new Poller(
                ingest.queue(),
                message -> pipeline.ingest()
                        .handle(message.body(), message.trace())
                        .runSubscriptionOn(threads.compute())
                        .replaceWithVoid(),
                ingest.settings(),
                threads.timer(),
                threads.random());
        this.merge = new Poller(
                merge.queue(),
                message -> merge(message, clock.instant().plus(COMMIT_TIME)),
                merge.settings(),
                threads.timer(),
                threads.random());
    }

    private Uni<Void> merge(MessageQueue.Received message, Instant deadline) {
        return pipeline.merge()
                .handle(message.body(), message.trace(), deadline)
                .runSubscriptionOn(threads.compute())
                .invoke(this::count)
                .replaceWithVoid();
    }

    private void count(Compact.Report report) {
        commits.addAndGet(report.commits());
        rows.addAndGet(report.rows());
    }

    public void start() {
        ingest.start();
        merge.start();
        every(
                sweep,
                pipeline.sweep()
                        .invoke(Worker::warnOfUnclaimed)
                        .chain(() -> stopping
                                ? Uni.createFrom().item(MergeSummary.NOTHING)
                                : pipeline.mergeForeign(FOLDERS_TIME))
                        .invoke(MergeSummary::throwIfFailed));
    }

    private static void warnOfUnclaimed(Sweep.Report report) {
        for (var file : report.unclaimed()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} was staged over a day ago by an attempt that never ended; let its source object land again to have"
                            + " it converted",
                    file);
        }
    }

    /// Does the work, and again a period after it was done.
    void every(Duration period, Uni<?> work) {
        work.runSubscriptionOn(threads.compute())
                .subscribe()
                .with(done -> again(period, work), failure -> failed(period, work, failure));
    }

    private void failed(Duration period, Uni<?> work, Throwable failure) {
        if (!stopping) {
            LOG.log(System.Logger.Level.WARNING, "will be tried again: " + failure.getMessage(), failure);
        }
        again(period, work);
    }

    private void again(Duration period, Uni<?> work) {
        if (stopping) {
            return;
        }
        try {
            var _ = threads.timer().schedule(() -> every(period, work), period.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The threads were closed since.
        }
    }

    public Counters counters() {
        var tally = pipeline.tally();
        return new Counters(tally.converted(), tally.doneBefore(), tally.rejected(), commits.get(), rows.get());
    }

    /// Lets the messages that are being handled finish, and starts nothing more. A sweep is not waited for: the next one does the rest.
    public Uni<Void> stop() {
        stopping = true;
        return Uni.join().all(ingest.stop(), merge.stop()).andFailFast().replaceWithVoid();
    }
}
