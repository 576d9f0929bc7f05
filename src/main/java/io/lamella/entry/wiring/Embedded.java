package io.lamella.entry.wiring;

import io.lamella.adapter.local.LocalStore;
import io.lamella.adapter.memory.MemoryQueue;
import io.lamella.adapter.memory.QueueSettings;
import io.lamella.core.table.Dataset;
import io.lamella.entry.wiring.config.Config;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.Observer;
import io.lamella.pipeline.PollerSettings;
import io.lamella.pipeline.Tracer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The whole pipeline in one process: folders for buckets, queues in memory, and looks at the folders for notifications.
///
/// Queues do not outlive the process, and need not: at the next start the folders are looked through anew, receipts tell what
/// was done, and the sweep asks for the merges that are left.
public final class Embedded implements AutoCloseable {
    private static final Duration VISIBILITY = Duration.ofMinutes(2);
    private static final Duration LONG_POLL = Duration.ofSeconds(1);
    private static final Duration BACKOFF = Duration.ofSeconds(2);
    private static final int MAX_DELIVERIES = 3;

    private final ObjectStore store;
    private final MemoryQueue deadLetters =
            new MemoryQueue(QueueSettings.standard("ingest-dead-letters"), InstantSource.system());
    private final MemoryQueue ingestQueue;
    private final MemoryQueue mergeQueue;
    private final Pipeline pipeline;
    private final WorkerThreads threads = WorkerThreads.open();
    private final Worker worker;
    private final FolderWatch watch;
    private final Pace pace;

    /// How fast things go.
    ///
    /// @param look between two looks at the source folders
    /// @param mergeDelay how long merge requests are gathered
    /// @param sweep between two sweeps
    public record Pace(Duration look, Duration mergeDelay, Duration sweep) {
        public static Pace of(Config config) {
            return new Pace(Duration.ofSeconds(1), config.lake().interval(), Duration.ofMinutes(5));
        }

        /// With sweeps as far apart, but not without a pause.
        public Pace withMergeDelay(Duration delay) {
            return new Pace(look, delay, delay.compareTo(look) < 0 ? look : delay);
        }
    }

    /// One that nobody observes.
    ///
    /// @param root the folder that holds a folder for each bucket
    public Embedded(Config config, Path root, Pace pace) {
        this(config, root, pace, Observer.NONE, Tracer.NONE);
    }

    /// @param root the folder that holds a folder for each bucket
    public Embedded(Config config, Path root, Pace pace, Observer observer, Tracer tracer) {
        this.pace = pace;
        var clock = InstantSource.system();
        this.store = new LocalStore(root, clock);
        this.ingestQueue = new MemoryQueue(
                QueueSettings.standard("ingest")
                        .withVisibility(VISIBILITY)
                        .withDeadLetters(deadLetters, MAX_DELIVERIES),
                clock,
                threads.timer());
        this.mergeQueue = new MemoryQueue(
                QueueSettings.fifo("merge").withVisibility(VISIBILITY).withDelay(pace.mergeDelay()),
                clock,
                threads.timer());
        var share = HeapShare.ofWorker();
        var settings = new Ingest.Settings(clock, new AttemptIds()::next, threads.compute(), share.bufferBytes());
        this.pipeline = new Pipeline(
                config, store, new Pipeline.Queues(ingestQueue::send, mergeQueue::send), settings, observer, tracer);
        this.watch = new FolderWatch(store, pipeline.datasets(), ingestQueue);
        this.worker = new Worker(
                pipeline,
                new Worker.Input(ingestQueue, polling(share.slices())),
                new Worker.Input(mergeQueue, polling(1)),
                pace.sweep(),
                clock,
                threads);
    }

    private static PollerSettings polling(int concurrency) {
        return new PollerSettings(concurrency, VISIBILITY, 1, LONG_POLL, BACKOFF);
    }

    /// @throws io.lamella.pipeline.SchemaRefusedException if a table has rows that the configured columns cannot stand beside
    public void start() {
        startWithoutWatch();
        worker.every(pace.look(), watch.look());
    }

    /// Starts without looking at the folders: what is converted is what is [sent][#send].
    ///
    /// @throws io.lamella.pipeline.SchemaRefusedException if a table has rows that the configured columns cannot stand beside
    public void startWithoutWatch() {
        pipeline.checkSchemas().await().indefinitely();
        worker.start();
    }

    /// Puts a message into the ingest queue.
    public Uni<Void> send(String body) {
        return ingestQueue.send(new Outgoing(body, Optional.empty()));
    }

    /// Messages of the ingest queue that wait or are being handled.
    public int ingestMessages() {
        return ingestQueue.depth() + ingestQueue.inFlight();
    }

    public ObjectStore store() {
        return store;
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    public Worker worker() {
        return worker;
    }

    /// Messages that wait or are being handled, over both queues.
    public int messages() {
        return ingestQueue.depth() + ingestQueue.inFlight() + mergeQueue.depth() + mergeQueue.inFlight();
    }

    /// Whether nothing is being done, and nothing waits that there is work in. Merge requests that wait are no work where nothing is staged.
    public boolean isIdle() {
        return ingestMessages() == 0 && mergeQueue.inFlight() == 0 && isNothingStaged();
    }

    /// How full the queues are.
    public List<QueueDepth> queues() {
        return List.of(
                new QueueDepth(
                        "ingest",
                        ingestQueue.depth(),
                        ingestQueue.inFlight(),
                        OptionalLong.of(deadLetters().size())),
                new QueueDepth("merge", mergeQueue.depth(), mergeQueue.inFlight(), OptionalLong.empty()));
    }

    /// Whether no staged file waits to be published.
    public boolean isNothingStaged() {
        return pipeline.datasets().all().stream()
                .allMatch(dataset -> staged(dataset).collect().first().await().indefinitely() == null);
    }

    private Multi<ObjectInfo> staged(Dataset dataset) {
        var lake = pipeline.lake();
        return lake.store().list(lake.bucket(), lake.keys().staged(dataset.name()));
    }

    /// When what is staged of a dataset may be published at the latest: when the oldest file has waited as long as its freshness says. Empty
    /// if nothing is staged.
    public Optional<Instant> due(Dataset dataset) {
        return staged(dataset)
                .map(file -> file.lastModified().plus(dataset.freshness()))
                .collect()
                .with(Collectors.minBy(Comparator.naturalOrder()))
                .await()
                .indefinitely();
    }

    /// Messages that were given up, with the bodies they had.
    public List<String> deadLetters() {
        return deadLetters.waiting();
    }

    @Override
    public void close() {
        threads.close();
    }
}
