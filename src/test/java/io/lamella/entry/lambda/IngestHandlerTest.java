package io.lamella.entry.lambda;

import static io.lamella.entry.lambda.Events.batch;
import static io.lamella.entry.lambda.Events.created;
import static io.lamella.entry.lambda.Events.message;
import static io.lamella.entry.lambda.LakeInMemory.A_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import io.lamella.adapter.opentelemetry.RecordedSpans;
import io.lamella.core.event.Cut;
import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.event.SurveyTask;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.Subject;
import io.lamella.pipeline.TraceParent;
import io.lamella.pipeline.Tracer;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class IngestHandlerTest {
    private final LakeInMemory lake = new LakeInMemory();

    @Test
    void stagesTheGoodAndFailsTheMalformedAndTheRefusedAlone() throws SQLException {
        var good = lake.land("good one.csv", "id,name\n1,Ada\n2,Grace\n");
        var refused = lake.land("refused.csv", "nothing,of,that\n1,2,3\n");

        var response = lake.ingest(Runnable::run)
                .handleRequest(
                        batch(
                                message("malformed", "{ this is no JSON"),
                                message("refused", created(refused)),
                                message("good", created(good)),
                                message("test", Events.TEST_EVENT)),
                        A_MINUTE);

        assertThat(response.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactlyInAnyOrder("malformed", "refused");
        assertThat(lake.under("staged/events/"))
                .singleElement()
                .satisfies(staged -> assertThat(DuckDb.rows(lake.store, staged, "id, name", "id"))
                        .containsExactly("1|Ada", "2|Grace"));
        assertThat(lake.under("receipts/events/")).hasSize(2);
        assertThat(lake.mergeQueue.waiting()).singleElement().asString().contains("\"dataset\":\"events\"");
    }

    /// As a deployment of other columns would find it: nothing is converted, the message goes to the dead letters, and the log says why.
    @Test
    void failsObjectsWhoseColumnsCannotStandBesideThoseOfTheTable() {
        lake.ingest(Runnable::run)
                .handleRequest(batch(message("a", created(lake.land("a.csv", "id,name\n1,Ada\n")))), A_MINUTE);
        lake.compact()
                .handleRequest(batch(message("merge", lake.mergeQueue.waiting().getFirst())), A_MINUTE);
        assertThat(lake.under("tables/events/")).hasSize(1);
        var second = lake.land("b.csv", "id,name\n2,Grace\n");

        lake.setType("id", "date");
        var refused = lake.ingest(Runnable::run).handleRequest(batch(message("b", created(second))), A_MINUTE);

        assertThat(refused.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("b");
        assertThat(lake.under("staged/")).isEmpty();
        assertThat(lake.under("receipts/")).hasSize(1);
        assertThat(lake.log().getLast())
                .contains(
                        "datasets.events.columns: cannot be reconciled with those of s3://my-lake/tables/events/part-")
                .contains("column `id` is int64 in the table and date in the configuration. Take the change back")
                .doesNotContain("\"stack\"");

        lake.setType("id", "int64");
        assertThat(lake.ingest(Runnable::run)
                        .handleRequest(batch(message("b", created(second))), A_MINUTE)
                        .getBatchItemFailures())
                .isEmpty();
        assertThat(lake.under("receipts/")).hasSize(2);
    }

    @Test
    void goesOnWithTheTraceOfAMessageAndSendsItBeforeItAnswers() {
        var spans = new RecordedSpans();
        var flushed = new AtomicInteger();
        var traced = new LakeInMemory(flushing(spans.tracer(), flushed));
        var byUs = message("ours", created(traced.land("a.csv", "id,name\n1,Ada\n")));
        byUs.setMessageAttributes(
                Map.of("traceparent", attribute("00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01")));
        var byXray = message("xray", created(traced.land("b.csv", "id,name\n1,Ada\n")));
        byXray.setAttributes(
                Map.of("AWSTraceHeader", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"));
        var byNobody = message("none", created(traced.land("c.csv", "id,name\n1,Ada\n")));

        traced.ingest(Runnable::run).handleRequest(batch(byUs, byXray, byNobody), A_MINUTE);

        assertThat(spans.all())
                .hasSize(3)
                .extracting(span -> span.getParentSpanContext().getSpanId())
                .containsExactly("b".repeat(16), "53995c3f42cd8ad8", "0".repeat(16));
        assertThat(flushed).hasValue(1);
        assertThat(traced.log()).anySatisfy(line -> assertThat(line).contains("\"traceId\":\"" + "a".repeat(32)));
    }

    private static MessageAttribute attribute(String value) {
        var attribute = new MessageAttribute();
        attribute.setDataType("String");
        attribute.setStringValue(value);
        return attribute;
    }

    private static Tracer flushing(Tracer tracer, AtomicInteger flushed) {
        return new Tracer() {
            @Override
            public Span start(Subject subject, Optional<TraceParent> cause, Instant startedAt) {
                return tracer.start(subject, cause, startedAt);
            }

            @Override
            public Uni<Void> flush() {
                return Uni.createFrom().voidItem().invoke(flushed::incrementAndGet);
            }
        };
    }

    @Test
    void answersThoughNobodyTakesTheTraces() {
        var deaf = new LakeInMemory(new Tracer() {
            @Override
            public Span start(Subject subject, Optional<TraceParent> cause, Instant startedAt) {
                return Span.NONE;
            }

            @Override
            public Uni<Void> flush() {
                return Uni.createFrom().nothing();
            }
        });
        var message = message("a", created(deaf.land("a.csv", "id,name\n1,Ada\n")));

        var response =
                deaf.ingest(Runnable::run).handleRequest(batch(message), new FakeContext(Duration.ofMillis(500)));

        assertThat(response.getBatchItemFailures()).isEmpty();
    }

    @Test
    void tellsWhatBecameOfEachMessageInALineOfJson() {
        var good = lake.land("good.csv", "id,name\n1,Ada\nx,Grace\n");

        lake.ingest(Runnable::run)
                .handleRequest(batch(message("good", created(good)), message("malformed", "?")), A_MINUTE);

        assertThat(lake.log())
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "\"event\":\"slice\"",
                                "\"source\":\"s3://landing/events/good.csv\"",
                                "\"rows\":1",
                                "\"rejected\":1"))
                .anySatisfy(line -> assertThat(line).contains("\"event\":\"failed\"", "\"messageId\":\"malformed\""))
                .allSatisfy(line -> assertThat(line).doesNotContain("\n"));
    }

    @Test
    void tellsWhereAnObjectIsAtFaultAndNotWhereLamellaFoundOut() {
        var refused = lake.land("refused.csv", "nothing,of,that\n1,2,3\n");

        lake.ingest(Runnable::run).handleRequest(batch(message("refused", created(refused))), A_MINUTE);

        assertThat(lake.log())
                .filteredOn(line -> line.contains("\"event\":\"failed\""))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("s3://landing/events/refused.csv: ")
                        .doesNotContain("\"stack\""));
    }

    @Test
    void handlesMoreMessagesThanItConvertsSideBySide() {
        var objects = IntStream.range(0, 10)
                .mapToObj(i -> lake.land(i + ".csv", "id,name\n" + i + ",x\n"))
                .toList();
        var messages = objects.stream()
                .map(object -> message(object.location().key(), created(object)))
                .toArray(SQSEvent.SQSMessage[]::new);

        SQSBatchResponse response;
        try (var compute = Executors.newFixedThreadPool(2)) {
            response = lake.ingest(compute).handleRequest(batch(messages), A_MINUTE);
        }

        assertThat(response.getBatchItemFailures()).isEmpty();
        assertThat(lake.under("staged/events/")).hasSize(10);
    }

    @Test
    void givesBackWhatIsNotDoneInTime() {
        var object = lake.land("slow.csv", "id,name\n1,Ada\n");

        var response = lake.ingest(never -> {})
                .handleRequest(
                        batch(message("slow", created(object)), message("test", Events.TEST_EVENT)),
                        new FakeContext(Duration.ofMillis(400)));

        assertThat(response.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("slow");
        assertThat(lake.log())
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "time was up",
                                "\"messageId\":\"slow\"",
                                "\"source\":\"s3://landing/events/slow.csv\""));
        assertThat(lake.under("receipts/")).isEmpty();
    }

    @Test
    void handsOnASurveyBeforeItsTimeIsUp() throws IOException {
        var survey = message("survey", Messages.write(survey("long.csv")));

        // Some buffers of 20 seconds each.
        var response = lake.ingest(work -> {
                    lake.pass(Duration.ofSeconds(20));
                    work.run();
                })
                .handleRequest(batch(survey), A_MINUTE);

        assertThat(response.getBatchItemFailures()).isEmpty();
        assertThat(lake.ingestQueue.waiting()).containsExactly(survey.getBody());
        assertThat(lake.under("surveys/")).hasSize(1);
        assertThat(lake.under("receipts/")).isEmpty();

        assertThat(lake.ingest(Runnable::run)
                        .handleRequest(batch(survey), A_MINUTE)
                        .getBatchItemFailures())
                .isEmpty();
        assertThat(lake.under("surveys/")).isEmpty();
        assertThat(lake.under("receipts/")).hasSize(1);
    }

    /// Of an object that is compressed in some buffers.
    private SurveyTask survey(String name) throws IOException {
        var object = new ByteArrayOutputStream();
        try (var out = new OutputStreamWriter(new GZIPOutputStream(object), StandardCharsets.UTF_8)) {
            out.write("id,name\n");
            var random = new Random(1);
            for (int id = 0; id < 150_000; id++) {
                out.write(id + "," + Long.toHexString(random.nextLong()) + "\n");
            }
        }
        lake.put("landing", "events/" + name, object.toByteArray());
        var etag = lake.store
                .head(new Location("landing", "events/" + name))
                .await()
                .indefinitely()
                .etag();
        var source = new SourceObject("landing", "events/" + name, etag, object.size());
        var format = lake.config().datasets().getFirst().formatFingerprint();
        return SurveyTask.ofCompressed(SliceTask.whole("events", source), new Cut(2, "id,name\n", 1), 100_000, format);
    }

    @Test
    void refusesAnEventThatIsNotOfSqs() {
        assertThatThrownBy(() -> lake.ingest(Runnable::run).handleRequest(new SQSEvent(), A_MINUTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be of SQS");
    }
}
