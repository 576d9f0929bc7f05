package io.lamella.entry.lambda;

import io.lamella.adapter.log.EmbeddedMetrics;
import io.lamella.adapter.log.JsonLog;
import io.lamella.adapter.memory.MemoryQueue;
import io.lamella.adapter.memory.MemoryStore;
import io.lamella.adapter.memory.QueueSettings;
import io.lamella.entry.wiring.HeapShare;
import io.lamella.entry.wiring.Pipeline;
import io.lamella.entry.wiring.config.Config;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.Tracer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/// A lake in memory and the handlers over it. Time stands still until it is moved.
final class LakeInMemory {
    static final HeapShare SHARE = new HeapShare(2, 8 * 1024 * 1024);
    static final FakeContext A_MINUTE = new FakeContext(Duration.ofMinutes(1));

    private final Tracer tracer;
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final AtomicLong attempts = new AtomicLong();
    private final List<String> log = new ArrayList<>();
    private final Map<String, String> types = new HashMap<>();
    final InstantSource clock = () -> now;
    final MemoryStore store = new MemoryStore(clock);
    final MemoryQueue ingestQueue = new MemoryQueue(QueueSettings.standard("ingest"), clock);
    final MemoryQueue mergeQueue = new MemoryQueue(QueueSettings.fifo("merge"), clock);

    LakeInMemory() {
        this(Tracer.NONE);
    }

    LakeInMemory(Tracer tracer) {
        this.tracer = tracer;
    }

    /// As if the configuration had been deployed anew.
    void setType(String column, String type) {
        types.put(column, type);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    IngestHandler ingest(Executor compute) {
        return new IngestHandler(pipeline(compute), SHARE, clock, messageLog(), traces());
    }

    CompactHandler compact() {
        return new CompactHandler(pipeline(Runnable::run), clock, messageLog(), traces());
    }

    SweepHandler sweep() {
        return new SweepHandler(pipeline(Runnable::run), traces());
    }

    private Pipeline pipeline(Executor compute) {
        var config = config();
        var settings =
                new Ingest.Settings(clock, () -> "attempt-" + attempts.incrementAndGet(), compute, SHARE.bufferBytes());
        return new Pipeline(
                config,
                store,
                new Pipeline.Queues(ingestQueue::send, mergeQueue::send),
                settings,
                new JsonLog(this::add, new EmbeddedMetrics(Optional.of("Lamella"))),
                tracer);
    }

    Config config() {
        return ConfigLoader.parse("lamella.yaml", """
                lake:
                  bucket: my-lake
                datasets:
                  events:
                    source: s3://landing/events/*.csv
                    columns:
                      id: %s
                      name: string
                    freshness: 0s
                merge:
                  sources: s3://exports
                """.formatted(types.getOrDefault("id", "int64")));
    }

    private TraceFlush traces() {
        return new TraceFlush(tracer);
    }

    private MessageLog messageLog() {
        return new MessageLog(this::add, clock);
    }

    private void add(String line) {
        synchronized (log) {
            log.add(line);
        }
    }

    List<String> log() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    ObjectInfo land(String name, String content) {
        var location = new Location("landing", "events/" + name);
        store.put(location, ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)), Condition.ALWAYS)
                .await()
                .indefinitely();
        return store.head(location).await().indefinitely();
    }

    void put(String bucket, String key, byte[] content) {
        store.put(new Location(bucket, key), ByteBuffer.wrap(content), Condition.ALWAYS)
                .await()
                .indefinitely();
    }

    List<String> in(String bucket) {
        return store.list(bucket, "")
                .map(info -> info.location().key())
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    List<ObjectInfo> under(String prefix) {
        return store.list("my-lake", prefix).collect().asList().await().indefinitely();
    }
}
