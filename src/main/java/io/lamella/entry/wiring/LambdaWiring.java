package io.lamella.entry.wiring;

import io.lamella.adapter.log.EmbeddedMetrics;
import io.lamella.adapter.log.JsonLog;
import io.lamella.adapter.s3.S3Store;
import io.lamella.adapter.sqs.SqsConnection;
import io.lamella.adapter.sqs.SqsQueue;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.Observer;
import io.lamella.pipeline.Tracer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Puts together what the Lambda handlers need, each part when it is first asked for, so that a command line that shares the
/// artifact opens no connection.
///
/// Region, credentials and endpoints are found by the SDK itself, in the environment that Lambda sets; `AWS_ENDPOINT_URL`
/// names an emulator.
@Singleton
final class LambdaWiring {
    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    HeapShare heapShare() {
        return HeapShare.of(Runtime.getRuntime().maxMemory());
    }

    /// Lambda makes an event of the log of each line of the standard output.
    ///
    /// @param namespace of the metrics that are declared in the log; empty for none
    @Produces
    @Singleton
    Observer observer(@ConfigProperty(name = "lamella.metrics-namespace") Optional<String> namespace) {
        return new JsonLog(System.out::println, new EmbeddedMetrics(namespace));
    }

    @Produces
    @Singleton
    Tracer tracer() {
        return Tracing.ofEnvironment();
    }

    /// @param config where the configuration lies: a path, in the package or a layer, or `s3://bucket/key`
    /// @param ingestQueueUrl where slices of big objects go; empty everywhere but in the ingest function
    /// @param mergeQueueUrl empty everywhere but in a function
    @Produces
    @Singleton
    Pipeline pipeline(
            @ConfigProperty(name = "lamella.config") String config,
            @ConfigProperty(name = "lamella.ingest-queue-url") Optional<String> ingestQueueUrl,
            @ConfigProperty(name = "lamella.merge-queue-url") Optional<String> mergeQueueUrl,
            HeapShare share,
            InstantSource clock,
            Observer observer,
            Tracer tracer) {
        var url = mergeQueueUrl.orElseThrow(() -> new IllegalStateException(
                "LAMELLA_MERGE_QUEUE_URL (or lamella.merge-queue-url) must be set to the URL of the merge queue"));
        // Lambda ends processes without asking, so threads and connections are left to that.
        var compute = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().name("compute-", 0).daemon().factory());
        ObjectStore store = S3Store.ofEnvironment(compute);
        var sqs = new SqsConnection(null, null).open();
        var queues = new Pipeline.Queues(
                ingestQueueUrl
                        .<Function<Outgoing, Uni<Void>>>map(there -> new SqsQueue(sqs, there)::send)
                        .orElse(LambdaWiring::refuse),
                new SqsQueue(sqs, url)::send);
        var settings = new Ingest.Settings(clock, new AttemptIds()::next, compute, share.bufferBytes());
        return new Pipeline(ConfigFile.read(config, store), store, queues, settings, observer, tracer);
    }

    private static Uni<Void> refuse(Outgoing slice) {
        return Uni.createFrom()
                .failure(
                        () -> new IllegalStateException(
                                "LAMELLA_INGEST_QUEUE_URL (or lamella.ingest-queue-url) must be set to the URL of the ingest queue,"
                                        + " so that objects larger than the slice-size of their dataset can be converted in slices"));
    }
}
