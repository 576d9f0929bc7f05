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
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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
        assertThat(lake.log()).anySatisfy(line -> assertThat(line).contains("time was up"));
        assertThat(lake.under("receipts/")).isEmpty();
    }

    @Test
    void refusesAnEventThatIsNotOfSqs() {
        assertThatThrownBy(() -> lake.ingest(Runnable::run).handleRequest(new SQSEvent(), A_MINUTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be of SQS");
    }
}
