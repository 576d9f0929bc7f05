package io.lamella.adapter.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.Compact;
import io.lamella.pipeline.Event;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.StoreMeter.Reading;
import io.lamella.pipeline.StoreMeter.Request;
import io.lamella.pipeline.Subject;
import io.lamella.pipeline.Sweep;
import io.lamella.pipeline.TraceParent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class JsonLogTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration TOOK = Duration.ofMillis(1_500);
    private static final Reading TRAFFIC =
            new Reading(Map.of(Request.PUT_OBJECT, 2L, Request.GET_OBJECT, 3L), 1_000, 500, 0);
    private static final SliceTask TASK = SliceTask.whole("events", new SourceObject("landing", "a b.csv", "etag", 7));
    private static final SliceTask OTHER_TASK =
            SliceTask.whole("events", new SourceObject("landing", "c.csv", "etag", 7));
    private static final LedgerEntry PUBLISHED =
            new LedgerEntry(SliceId.of(TASK), "attempt", TASK.source(), TASK.range(), 5, 0);
    private static final Subject PARTITION = new Subject.Partition(new MergeRequest("events", "date=2026-01-01"));
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(JsonLogTest.class.getResourceAsStream("emf.schema.json"));

    private final List<String> lines = new ArrayList<>();
    private final JsonLog log = new JsonLog(lines::add, new EmbeddedMetrics(Optional.of("Lamella/Test")));

    private List<JsonNode> told(Subject subject, Event.Result result) {
        log.observe(new Event(subject, result, NOON, TOOK, TRAFFIC, Optional.empty()));
        return lines.stream().map(JsonLogTest::parsed).toList();
    }

    private static JsonNode parsed(String line) {
        assertThat(line).doesNotContain("\n");
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    private static Receipt receipt(Receipt.Outcome outcome, List<Receipt.Staged> staged, Optional<String> reason) {
        return new Receipt(
                TASK,
                outcome,
                "attempt",
                "f",
                staged,
                List.of(),
                1,
                Optional.empty(),
                reason,
                Optional.empty(),
                9,
                NOON,
                NOON);
    }

    private static Event.Result staged() {
        var staged = List.of(new Receipt.Staged("date=2026-01-01", 5, 400, "s"));
        return new Event.Converted(receipt(Receipt.Outcome.STAGED, staged, Optional.empty()), true);
    }

    private static List<String> metrics(JsonNode line) {
        return StreamSupport.stream(line.at("/_aws/CloudWatchMetrics/0/Metrics").spliterator(), false)
                .map(metric ->
                        metric.path("Name").asText() + " " + metric.path("Unit").asText())
                .toList();
    }

    @Test
    void namesTheSourceObjectAndTheSlice() {
        var line = told(new Subject.Slice(TASK), staged()).getFirst();

        assertThat(line.path("timestamp").asText()).isEqualTo("2026-01-01T12:00:01.500Z");
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.path("event").asText()).isEqualTo("slice");
        assertThat(line.path("source").asText()).isEqualTo("s3://landing/a b.csv");
        assertThat(line.path("slice").asText()).hasSize(32);
        assertThat(line.path("outcome").asText()).isEqualTo("STAGED");
        assertThat(line.path("rows").asLong()).isEqualTo(5);
        assertThat(line.path("millis").asLong()).isEqualTo(1_500);
    }

    @Test
    void declaresItsFiguresAsMetrics() {
        var line = told(new Subject.Slice(TASK), staged()).getFirst();

        assertThat(SCHEMA.validate(line)).isEmpty();
        assertThat(line.at("/_aws/Timestamp").asLong())
                .isEqualTo(NOON.plus(TOOK).toEpochMilli());
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("Lamella/Test");
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions")).hasToString("[[\"function\",\"dataset\"]]");
        assertThat(metrics(line))
                .contains("rows Count", "rejected Count", "sourceBytes Bytes", "throughBytes Bytes", "cost None");
        // A metric is a member of the line, and a number.
        assertThat(metrics(line))
                .allSatisfy(metric -> assertThat(line.path(metric.substring(0, metric.indexOf(' ')))
                                .isNumber())
                        .isTrue());
        assertThat(line.path("function").asText()).isEqualTo("ingest");
        assertThat(line.path("dataset").asText()).isEqualTo("events");
        assertThat(line.path("cost").asDouble()).isEqualTo(0.0000112);
    }

    @Test
    void declaresNothingThatDidNotHappen() {
        var line = told(PARTITION, new Event.Merged(new Compact.Report(1, 1, 0, List.of(PUBLISHED), 0)))
                .getFirst();

        assertThat(line.path("conflicts").isNumber()).isTrue();
        assertThat(metrics(line))
                .contains("commits Count", "parts Count", "slices Count", "rows Count")
                .noneMatch(metric -> metric.startsWith("conflicts") || metric.startsWith("appends"));
    }

    @Test
    void declaresAllThatAMergeDid() {
        var traffic = new Reading(Map.of(Request.UPLOAD_PART_COPY, 2L), 1_000, 500, 700);
        var merged = new Event.Merged(new Compact.Report(3, 1, 2, List.of(PUBLISHED), 4));
        log.observe(new Event(PARTITION, merged, NOON, TOOK, traffic, Optional.empty()));

        var line = parsed(lines.getFirst());
        assertThat(SCHEMA.validate(line)).isEmpty();
        assertThat(metrics(line))
                .containsExactly(
                        "slices Count",
                        "rows Count",
                        "commits Count",
                        "appends Count",
                        "parts Count",
                        "conflicts Count",
                        "storeRequests Count",
                        "copiedBytes Bytes",
                        "throughBytes Bytes",
                        "cost None");
        assertThat(line.path("commits").asInt()).isEqualTo(3);
        assertThat(line.path("appends").asInt()).isEqualTo(2);
        assertThat(line.path("parts").asInt()).isEqualTo(1);
        assertThat(line.path("conflicts").asInt()).isEqualTo(4);
        assertThat(line.path("copiedBytes").asInt()).isEqualTo(700);
        assertThat(line.path("throughBytes").asInt()).isEqualTo(1_500);
    }

    @Test
    void namesEachSliceThatWasPublished() {
        var other = new LedgerEntry(SliceId.of(OTHER_TASK), "attempt", OTHER_TASK.source(), OTHER_TASK.range(), 7, 0);
        var trace = new TraceParent("a".repeat(32), "b".repeat(16), true);
        var merged = new Event.Merged(new Compact.Report(1, 0, 1, List.of(PUBLISHED, other), 0));
        log.observe(new Event(PARTITION, merged, NOON, TOOK, TRAFFIC, Optional.of(trace)));

        assertThat(lines).hasSize(3);
        assertThat(parsed(lines.getFirst()).path("slices").asInt()).isEqualTo(2);
        assertThat(parsed(lines.getFirst()).path("rows").asInt()).isEqualTo(12);
        assertThat(parsed(lines.get(1))).isEqualTo(parsed("""
                        {"timestamp":"2026-01-01T12:00:01.500Z","level":"INFO","event":"published","dataset":"events","partition":"date=2026-01-01",\
                        "traceId":"%s","spanId":"%s","source":"s3://landing/a b.csv","slice":"%s","rows":5}\
                        """.formatted(
                        trace.traceId(), trace.spanId(), SliceId.of(TASK).hex())));
        assertThat(parsed(lines.get(2)).path("source").asText()).isEqualTo("s3://landing/c.csv");
        assertThat(parsed(lines.get(2)).path("slice").asText())
                .isEqualTo(SliceId.of(OTHER_TASK).hex());
    }

    @Test
    void namesSlicesThatWerePublishedBeforeAMergeFailed() {
        var before = new Event.Merged(new Compact.Report(1, 1, 0, List.of(PUBLISHED), 0));
        var told =
                told(PARTITION, new Event.Failed(new IllegalStateException("the store is away"), Optional.of(before)));

        assertThat(SCHEMA.validate(told.getFirst())).isEmpty();
        assertThat(told.getFirst().path("outcome").asText()).isEqualTo("FAILED");
        assertThat(metrics(told.getFirst())).contains("failed Count", "commits Count", "slices Count", "rows Count");
        assertThat(told.getLast().path("event").asText()).isEqualTo("published");
        assertThat(told.getLast().path("source").asText()).isEqualTo("s3://landing/a b.csv");
    }

    @Test
    void tellsOfEachDatasetThatWasSwept() {
        var report = new Sweep.Report(
                1,
                0,
                List.of(new Location("lake", "staged/x")),
                0,
                0,
                0,
                List.of(
                        new Sweep.Waiting("events", 3, 3_000, Duration.ofMinutes(5)),
                        new Sweep.Waiting("quiet", 0, 0, Duration.ZERO)));
        var told = told(new Subject.WholeLake(), new Event.Swept(report));

        assertThat(told)
                .hasSize(3)
                .allSatisfy(line -> assertThat(SCHEMA.validate(line)).isEmpty());
        assertThat(told.getFirst().path("level").asText()).isEqualTo("WARN");
        assertThat(told.getFirst().path("unclaimedExamples").toString()).contains("staged/x");
        assertThat(told.getFirst().at("/_aws/CloudWatchMetrics/0/Dimensions")).hasToString("[[\"function\"]]");
        assertThat(metrics(told.getFirst())).contains("unclaimed Count", "requested Count");
        assertThat(told.get(1).path("stagedAge").asLong()).isEqualTo(300);
        // That nothing waits has to be told as well, or an alarm would not end.
        assertThat(metrics(told.get(2))).containsExactly("stagedFiles Count", "stagedBytes Bytes", "stagedAge Seconds");
        assertThat(told.get(2).path("dataset").asText()).isEqualTo("quiet");
    }

    @Test
    void tellsWhyASliceFailed() {
        var line = told(
                        new Subject.Slice(TASK),
                        new Event.Failed(new IllegalStateException("the store is away"), Optional.empty()))
                .getFirst();

        assertThat(line.path("level").asText()).isEqualTo("ERROR");
        assertThat(line.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(line.path("error").asText()).isEqualTo("the store is away");
        assertThat(line.path("stack").asText()).contains("IllegalStateException", "JsonLogTest");
        assertThat(line.path("source").asText()).isEqualTo("s3://landing/a b.csv");
        assertThat(metrics(line)).contains("failed Count");
    }

    /// For alarms, which look at one function and cannot search for its datasets.
    @Test
    void countsFailuresOfTheWholeFunctionToo() {
        var line = told(
                        new Subject.Slice(TASK),
                        new Event.Failed(new IllegalStateException("the store is away"), Optional.empty()))
                .getFirst();

        assertThat(SCHEMA.validate(line)).isEmpty();
        var declared = line.at("/_aws/CloudWatchMetrics");
        assertThat(declared).hasSize(2);
        assertThat(declared.get(0).path("Dimensions")).hasToString("[[\"function\",\"dataset\"]]");
        assertThat(declared.get(1))
                .hasToString("{\"Namespace\":\"Lamella/Test\",\"Dimensions\":[[\"function\"]],"
                        + "\"Metrics\":[{\"Name\":\"failed\",\"Unit\":\"Count\"}]}");
        assertThat(told(new Subject.Slice(TASK), staged()).getLast().at("/_aws/CloudWatchMetrics"))
                .hasSize(1);
    }

    @Test
    void warnsOfAnObjectThatWasRefused() {
        var refused = receipt(Receipt.Outcome.REFUSED, List.of(), Optional.of("too many bad rows"));
        var line = told(new Subject.Slice(TASK), new Event.Converted(refused, true))
                .getFirst();

        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("reason").asText()).isEqualTo("too many bad rows");
        assertThat(metrics(line)).contains("slicesWithoutRows Count");
    }

    @Test
    void namesTheTrace() {
        var trace = new TraceParent("a".repeat(32), "b".repeat(16), true);
        log.observe(new Event(new Subject.Slice(TASK), staged(), NOON, TOOK, TRAFFIC, Optional.of(trace)));

        var line = parsed(lines.getFirst());
        assertThat(line.path("traceId").asText()).isEqualTo(trace.traceId());
        assertThat(line.path("spanId").asText()).isEqualTo(trace.spanId());
    }

    @Test
    void declaresNoMetricsWithoutANamespace() {
        new JsonLog(lines::add, EmbeddedMetrics.NONE)
                .observe(new Event(new Subject.Slice(TASK), staged(), NOON, TOOK, TRAFFIC, Optional.empty()));

        assertThat(parsed(lines.getFirst()).has("_aws")).isFalse();
    }
}
