package io.lamella.entry.wiring;

import io.lamella.adapter.s3.S3Store;
import io.lamella.adapter.sqs.SqsConnection;
import io.lamella.adapter.sqs.SqsQueue;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.Observer;
import io.lamella.pipeline.PollerSettings;
import io.lamella.pipeline.QueueException;
import io.lamella.pipeline.Tracer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// A worker between S3 and SQS: what the Lambda functions do, in a process that stays. Region, credentials and endpoints are found
/// by the SDK, in the environment.
public final class QueueWorker {
    private static final Duration SWEEP = Duration.ofMinutes(15);

    private final Worker worker;
    private final Pipeline pipeline;
    private final SqsDepths depths;

    private QueueWorker(Worker worker, Pipeline pipeline, SqsDepths depths) {
        this.worker = worker;
        this.pipeline = pipeline;
        this.depths = depths;
    }

    public Worker worker() {
        return worker;
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    /// How full the queues are.
    public Uni<List<QueueDepth>> queues() {
        return depths.queues();
    }

    /// Threads and connections last as long as the process.
    ///
    /// @param config where the configuration lies: a path or `s3://bucket/key`
    /// @throws io.lamella.pipeline.SchemaRefusedException if a table has rows that the configured columns cannot stand beside
    /// @throws QueueException if a queue is not there or may not be used
    public static QueueWorker open(
            String config, String ingestQueueUrl, String mergeQueueUrl, Observer observer, Tracer tracer) {
        var threads = WorkerThreads.open();
        var store = S3Store.ofEnvironment(threads.compute());
        var loaded = ConfigFile.read(config, store);
        var client = new SqsConnection(null, null).open();
        var ingestQueue = new SqsQueue(client, ingestQueueUrl);
        var mergeQueue = new SqsQueue(client, mergeQueueUrl);
        var share = HeapShare.ofWorker();
        var clock = InstantSource.system();
        var settings = new Ingest.Settings(clock, new AttemptIds()::next, threads.compute(), share.bufferBytes());
        var pipeline = new Pipeline(
                loaded, store, new Pipeline.Queues(ingestQueue::send, mergeQueue::send), settings, observer, tracer);
        pipeline.checkSchemas().await().indefinitely();
        var worker = new Worker(
                pipeline,
                new Worker.Input(
                        ingestQueue, PollerSettings.standard(share.slices(), visibility(ingestQueue, ingestQueueUrl))),
                new Worker.Input(mergeQueue, PollerSettings.fifo(1, visibility(mergeQueue, mergeQueueUrl))),
                SWEEP,
                clock,
                threads);
        return new QueueWorker(worker, pipeline, new SqsDepths(client, ingestQueue, mergeQueue));
    }

    private static Duration visibility(SqsQueue queue, String url) {
        return Startup.answer(
                queue.visibility(), Startup.PATIENCE, "GetQueueAttributes on " + url, QueueException::new);
    }
}
