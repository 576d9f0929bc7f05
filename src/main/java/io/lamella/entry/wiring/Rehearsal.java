package io.lamella.entry.wiring;

import io.lamella.adapter.memory.MemoryQueue;
import io.lamella.adapter.memory.MemoryStore;
import io.lamella.adapter.memory.QueueSettings;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.Location;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Before Lambda takes the snapshot that a function starts from (SnapStart), opens the clients and does on a few rows in memory what
/// its invocations will do, so that what this loads is in the snapshot. Everywhere else it does nothing.
///
/// All environments that are restored from a snapshot share what is in it. So nothing here may be of use once only: no attempt id
/// is drawn for the lake, no credentials are asked for, and no connection is opened.
@Singleton
final class Rehearsal {
    private static final Logger LOG = Logger.getLogger(Rehearsal.class);
    private static final String SNAP_START = "snap-start";
    private static final long BUFFER_BYTES = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CONFIG = """
            lake: {bucket: lake}
            datasets:
              rehearsal:
                source: s3://landing/**
                freshness: 0s
                columns: {id: int64, name: string, at: timestamp, price: "decimal(18,2)"}
                partitions: [{date: day(at)}]
            """;
    private static final String ROWS = """
            id,name,at,price
            1,Ada,2026-01-01 00:00:00,1.50
            2,Grace,2026-01-01 00:00:01,
            x,of no use,2026-01-01 00:00:02,2.00
            """;

    /// @param type how Lambda starts this environment; empty outside of Lambda
    /// @param place where the configuration lies
    void beforeSnapshot(
            @Observes StartupEvent event,
            @ConfigProperty(name = "aws.lambda.initialization.type") Optional<String> type,
            @ConfigProperty(name = "lamella.config") String place,
            Instance<Pipeline> pipeline,
            InstantSource clock) {
        if (!type.equals(Optional.of(SNAP_START))) {
            return;
        }
        try {
            // What lies in S3 would be fetched by a connection, and with credentials, that no other environment may
            // use.
            if (!ConfigFile.isInS3(place)) {
                pipeline.get().datasets().all();
            }
            rehearse(clock);
        } catch (RuntimeException e) {
            LOG.warn("The function could not be made ready before its snapshot; its first invocation takes longer.", e);
        }
    }

    /// Lets an object land, publishes it, and sweeps.
    static void rehearse(InstantSource clock) {
        var store = new MemoryStore(clock);
        var queue = new MemoryQueue(QueueSettings.fifo("rehearsal"), clock);
        var attempts = new AtomicInteger();
        var settings = new Ingest.Settings(
                clock, () -> "rehearsal-" + attempts.incrementAndGet(), Runnable::run, BUFFER_BYTES);
        var pipeline = new Pipeline(
                ConfigLoader.parse("rehearsal", CONFIG),
                store,
                new Pipeline.Queues(queue::send, queue::send),
                settings);
        var rows = ByteBuffer.wrap(ROWS.getBytes(StandardCharsets.UTF_8));
        var etag = answer(store.put(new Location("landing", "rows.csv"), rows, Condition.ALWAYS));
        answer(pipeline.ingest().handle(landed(etag), Optional.empty()));
        for (var request : answer(queue.receive(10, Duration.ZERO))) {
            answer(pipeline.merge()
                    .handle(request.body(), request.trace(), clock.instant().plus(PATIENCE)));
        }
        answer(pipeline.sweep());
    }

    private static String landed(String etag) {
        return """
                {"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"landing"},
                "object":{"key":"rows.csv","size":%d,"eTag":"%s","sequencer":"00"}}}]}""".formatted(ROWS.length(), etag);
    }

    private static <T> T answer(Uni<T> call) {
        return call.await().atMost(PATIENCE);
    }
}
