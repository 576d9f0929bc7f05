package io.lamella.entry.wiring;

import io.lamella.adapter.local.LocalStore;
import io.lamella.adapter.memory.MemoryQueue;
import io.lamella.adapter.memory.QueueSettings;
import io.lamella.entry.wiring.config.Config;
import io.lamella.pipeline.Compact;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.Poller;
import io.lamella.pipeline.PollerSettings;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The whole pipeline in one process: folders for buckets, queues in memory, and timers for notifications and the sweep.
///
/// Queues do not outlive the process, and need not: at the next start the folders are looked through anew, receipts tell what
/// was done, and the sweep asks for the merges that are left.
public final class Embedded implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Embedded.class.getName());
    private static final Duration VISIBILITY = Duration.ofMinutes(2);
    private static final Duration LONG_POLL = Duration.ofSeconds(1);
    private static final Duration BACKOFF = Duration.ofSeconds(2);
    private static final Duration COMMIT_TIME = Duration.ofMinutes(15);
    private static final int MAX_DELIVERIES = 3;

    private final ObjectStore store;
    private final MemoryQueue deadLetters =
            new MemoryQueue(QueueSettings.standard("ingest-dead-letters"), InstantSource.system());
    private final MemoryQueue ingestQueue;
    private final MemoryQueue mergeQueue;
    private final Pipeline pipeline;
    private final Poller ingest;
    private final Poller merge;
    private final FolderWatch watch;
    private final ExecutorService compute;
    private final ScheduledExecutorService timer;
    private final Pace pace;
    private final Counters counters = new Counters();
    private volatile boolean stopping;

    /// How fast things go.
    ///
    /// @param look between two looks at the source folders
    /// @param mergeDelay how long merge requests are gathered
    /// @param sweep between two sweeps
    public record Pace(Duration look, Duration mergeDelay, Duration sweep) {
        public static Pace of(Config config) {
            return new Pace(Duration.ofSeconds(1), config.lake().interval(), Duration.ofMinutes(5));
        }
    }

    /// What was done since the start.
    public static final class Counters {
        private final AtomicLong slices = new AtomicLong();
        private final AtomicLong commits = new AtomicLong();
        private final AtomicLong rows = new AtomicLong();

        /// Slices that have a receipt by now.
        public long slices() {
            return slices.get();
        }

        public long commits() {
            return commits.get();
        }

        /// Rows published.
        public long rows() {
            return rows.get();
        }

        private void add(Compact.Report report) {
            commits.addAndGet(report.commits());
            rows.addAndGet(report.rows());
        }
    }

    /// @param root the folder that holds a folder for each bucket
    public Embedded(Config config, Path root, Pace pace) {
        this.pace = pace;
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        this.compute = Executors.newFixedThreadPool(threads, named("lamella"));
        this.timer = Executors.newSingleThreadScheduledExecutor(named("lamella-timer"));
        var clock = InstantSource.system();
        this.store = new LocalStore(root, clock);
        this.ingestQueue = new MemoryQueue(
                QueueSettings.standard("ingest")
                        .withVisibility(VISIBILITY)
                        .withDeadLetters(deadLetters, MAX_DELIVERIES),
                clock,
                timer);
        this.mergeQueue = new MemoryQueue(
                QueueSettings.fifo("merge").withVisibility(VISIBILITY).withDelay(pace.mergeDelay()), clock, timer);
        var settings = new Ingest.Settings(clock, new AttemptIds()::next, compute, bufferBytes(threads));
        this.pipeline = new Pipeline(config, store, mergeQueue, settings);
        this.watch = new FolderWatch(store, pipeline.datasets(), ingestQueue);
        this.ingest = new Poller(
                ingestQueue,
                message -> pipeline.ingest()
                        .handle(message.body())
                        .runSubscriptionOn(compute)
                        .invoke(receipts -> counters.slices.addAndGet(receipts.size()))
                        .replaceWithVoid(),
                new PollerSettings(threads, VISIBILITY, 1, LONG_POLL, BACKOFF),
                timer);
        this.merge = new Poller(
                mergeQueue,
                message -> pipeline.merge()
                        .handle(message.body(), clock.instant().plus(COMMIT_TIME))
                        .runSubscriptionOn(compute)
                        .invoke(counters::add)
                        .replaceWithVoid(),
                new PollerSettings(1, VISIBILITY, 1, LONG_POLL, BACKOFF),
                timer);
    }

    /// A third of the heap for open row groups, over the slices that are converted side by side. With 512 MB and 2 threads,
    /// 85 MB each: enough for a row group of 64 MB.
    private static long bufferBytes(int slices) {
        return Runtime.getRuntime().maxMemory() / 3 / slices;
    }

    private static ThreadFactory named(String name) {
        return work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    public void start() {
        ingest.start();
        merge.start();
        every(pace.look(), watch.look());
        every(pace.sweep(), pipeline.sweep());
    }

    /// Does the work, and again a period after it was done.
    private void every(Duration period, Uni<?> work) {
        work.runSubscriptionOn(compute)
                .onTermination()
                .invoke(() -> again(period, work))
                .subscribe()
                .with(
                        done -> {},
                        failure -> LOG.log(
                                System.Logger.Level.WARNING, "will be tried again: " + failure.getMessage(), failure));
    }

    private void again(Duration period, Uni<?> work) {
        if (!stopping) {
            var _ = timer.schedule(() -> every(period, work), period.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    public ObjectStore store() {
        return store;
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    public Counters counters() {
        return counters;
    }

    /// Messages that wait or are being handled, over both queues.
    public int messages() {
        return ingestQueue.depth() + ingestQueue.inFlight() + mergeQueue.depth() + mergeQueue.inFlight();
    }

    /// Whether no staged file waits to be published.
    public boolean isNothingStaged() {
        var lake = pipeline.lake();
        return pipeline.datasets().all().stream()
                .allMatch(dataset -> lake.store()
                                .list(lake.bucket(), lake.keys().staged(dataset.name()))
                                .collect()
                                .first()
                                .await()
                                .indefinitely()
                        == null);
    }

    /// Messages that were given up, with the bodies they had.
    public List<String> deadLetters() {
        return deadLetters.waiting();
    }

    /// Lets what is being handled finish, and starts nothing more.
    public Uni<Void> stop() {
        stopping = true;
        return Uni.join().all(ingest.stop(), merge.stop()).andFailFast().replaceWithVoid();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        compute.shutdownNow();
    }
}
