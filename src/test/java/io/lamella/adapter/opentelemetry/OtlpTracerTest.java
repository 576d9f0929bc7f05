package io.lamella.adapter.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.memory.MemoryQueue;
import io.lamella.adapter.memory.MemoryStore;
import io.lamella.adapter.memory.QueueSettings;
import io.lamella.adapter.sqs.LocalSqs;
import io.lamella.entry.lambda.Events;
import io.lamella.entry.wiring.Pipeline;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.MessageQueue;
import io.lamella.pipeline.MessageQueue.Received;
import io.lamella.pipeline.Observer;
import io.lamella.pipeline.TraceParent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How the spans of slices, merges and sweeps hang together, across queues.
class OtlpTracerTest {
    private static final TraceParent UPLOAD = new TraceParent("a".repeat(32), "b".repeat(16), true);

    private final InstantSource clock = InstantSource.system();
    private final MemoryStore store = new MemoryStore(clock);
    private final RecordedSpans spans = new RecordedSpans();

    static Stream<MessageQueue> queues() {
        var sqs = LocalSqs.shared();
        return Stream.of(
                new MemoryQueue(QueueSettings.fifo("merge"), InstantSource.system()),
                sqs.create("traced", true, Duration.ofSeconds(30), Duration.ZERO, 3)
                        .queue(sqs));
    }

    private static MessageQueue queue() {
        return new MemoryQueue(QueueSettings.fifo("merge"), InstantSource.system());
    }

    private Pipeline pipeline(MessageQueue queue) {
        var config = ConfigLoader.parse("lamella.yaml", """
                lake:
                  bucket: lake
                datasets:
                  events:
                    source: s3://landing/*.csv
                    columns:
                      id: int64
                    freshness: 0s
                """);
        var settings = new Ingest.Settings(clock, () -> UUID.randomUUID().toString(), Runnable::run, 8 * 1024 * 1024);
        return new Pipeline(
                config, store, new Pipeline.Queues(queue::send, queue::send), settings, Observer.NONE, spans.tracer());
    }

    private String land(String name, String content) {
        var location = new Location("landing", name);
        now(store.put(location, ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)), Condition.ALWAYS));
        return Events.created(now(store.head(location)));
    }

    private static Received next(MessageQueue queue) {
        var received = now(queue.receive(1, Duration.ofSeconds(5)));
        assertThat(received).hasSize(1);
        return received.getFirst();
    }

    private static void merge(Pipeline pipeline, Received request, Instant deadline) {
        now(pipeline.merge().handle(request.body(), request.trace(), deadline));
    }

    private static <T> T now(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(30));
    }

    private static void assertChild(SpanData child, SpanData parent) {
        assertThat(child.getTraceId()).isEqualTo(parent.getTraceId());
        assertThat(child.getParentSpanId()).isEqualTo(parent.getSpanId());
    }

    @ParameterizedTest
    @MethodSource("queues")
    void aSliceAndTheMergeThatItAskedForAreInTheTraceOfTheUpload(MessageQueue queue) {
        var pipeline = pipeline(queue);
        now(pipeline.ingest().handle(land("a.csv", "id\n1\n2\n"), Optional.of(UPLOAD)));
        merge(pipeline, next(queue), Instant.MAX);

        var slice = spans.named("slice events");
        assertThat(slice.getTraceId()).isEqualTo(UPLOAD.traceId());
        assertThat(slice.getParentSpanId()).isEqualTo(UPLOAD.spanId());
        assertThat(slice.getAttributes().get(AttributeKey.stringKey("lamella.source")))
                .isEqualTo("s3://landing/a.csv");
        assertThat(slice.getAttributes().get(AttributeKey.longKey("lamella.rows")))
                .isEqualTo(2);
        var merge = spans.named("merge events");
        assertChild(merge, slice);
        assertThat(merge.getAttributes().get(AttributeKey.longKey("lamella.commits")))
                .isEqualTo(1);
    }

    /// As those are that were sent before an upgrade.
    @Test
    void aMessageThatSaysNothingBeginsATrace() {
        now(pipeline(queue()).ingest().handle(land("a.csv", "id\n1\n"), Optional.empty()));

        assertThat(spans.named("slice events").getParentSpanContext().isValid()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("queues")
    void whatAMergeAsksForBeginsATraceThatIsLinkedToIt(MessageQueue queue) {
        var pipeline = pipeline(queue);
        now(pipeline.ingest().handle(land("a.csv", "id\n1\n"), Optional.of(UPLOAD)));
        var first = next(queue);
        merge(pipeline, first, Instant.EPOCH);
        now(queue.acknowledge(first));
        var asked = next(queue).trace().orElseThrow();

        var request = spans.named("request merge");
        assertThat(asked.traceId()).isEqualTo(request.getTraceId()).isNotEqualTo(UPLOAD.traceId());
        assertThat(asked.spanId()).isEqualTo(request.getSpanId());
        assertThat(request.getLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.getSpanContext().getSpanId())
                        .isEqualTo(spans.named("merge events").getSpanId()));
    }

    @Test
    void aMergeThatTheSweeperAskedForIsInTheTraceOfTheSweep() {
        var forgetful = pipeline(queue());
        now(forgetful.ingest().handle(land("a.csv", "id\n1\n"), Optional.empty()));
        var queue = queue();
        var pipeline = pipeline(queue);
        now(pipeline.sweep());
        merge(pipeline, next(queue), Instant.MAX);

        assertChild(spans.named("merge events"), spans.named("sweep"));
    }

    @Test
    void aSliceThatFailsSaysWhy() {
        var unnamed = new MemoryQueue(QueueSettings.standard("merge"), InstantSource.system());
        var handling = pipeline(unnamed).ingest().handle(land("a.csv", "id\n1\n"), Optional.empty());
        now(handling.onFailure().recoverWithNull());

        var slice = spans.named("slice events");
        assertThat(slice.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(slice.getStatus().getDescription()).contains("a standard queue has no group");
    }

    @Test
    void whatIsNotSampledIsNotRecordedAndStillHandedOn() {
        var queue = queue();
        var unsampled = new TraceParent(UPLOAD.traceId(), UPLOAD.spanId(), false);
        now(pipeline(queue).ingest().handle(land("a.csv", "id\n1\n"), Optional.of(unsampled)));

        assertThat(spans.all()).isEmpty();
        assertThat(next(queue).trace()).hasValueSatisfying(trace -> {
            assertThat(trace.traceId()).isEqualTo(UPLOAD.traceId());
            assertThat(trace.sampled()).isFalse();
        });
    }
}
