package io.lamella.entry.lambda;

import static io.lamella.entry.lambda.Events.batch;
import static io.lamella.entry.lambda.Events.created;
import static io.lamella.entry.lambda.Events.message;
import static io.lamella.entry.lambda.LakeInMemory.A_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import org.junit.jupiter.api.Test;

class CompactHandlerTest {
    private final LakeInMemory lake = new LakeInMemory();

    private String stagedMergeRequest() {
        var object = lake.land("a.csv", "id,name\n1,Ada\n2,Grace\n");
        lake.ingest(Runnable::run).handleRequest(batch(message("a", created(object))), A_MINUTE);
        return lake.mergeQueue.waiting().getFirst();
    }

    @Test
    void publishesWhatIsStaged() {
        var response = lake.compact().handleRequest(batch(message("m", "g", stagedMergeRequest())), A_MINUTE);

        assertThat(response.getBatchItemFailures())
                .as(() -> lake.log().toString())
                .isEmpty();
        assertThat(lake.under("tables/")).singleElement().satisfies(part -> {
            assertThat(part.location().key()).isEqualTo("tables/events/part-000000.parquet");
            assertThat(DuckDb.rows(lake.store, part, "id, name", "id")).containsExactly("1|Ada", "2|Grace");
        });
        assertThat(lake.under("staged/")).isEmpty();
        assertThat(lake.log())
                .anySatisfy(line -> assertThat(line).contains("\"event\":\"merge\"", "\"commits\":1", "\"rows\":2"));
    }

    @Test
    void givesBackTheRestOfAGroupAfterAFailureAndGoesOnWithTheOthers() {
        var request = stagedMergeRequest();

        var response = lake.compact()
                .handleRequest(
                        batch(
                                message("1", "broken", "not a merge request"),
                                message("2", "broken", request),
                                message("3", "sound", request),
                                message("4", "broken", request)),
                        A_MINUTE);

        assertThat(response.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("1", "2", "4");
        assertThat(lake.under("tables/")).hasSize(1);
    }

    @Test
    void failsARequestForADatasetThatIsNotConfigured() {
        var unknown = stagedMergeRequest().replace("events", "forgotten");

        var response = lake.compact().handleRequest(batch(message("1", "g", unknown)), A_MINUTE);

        assertThat(response.getBatchItemFailures()).hasSize(1);
        assertThat(lake.log())
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "has no dataset forgotten",
                                "\"messageId\":\"1\"",
                                "\"dataset\":\"forgotten\"",
                                "\"partition\":"));
    }
}
