package io.lamella.entry.lambda;

import static io.lamella.entry.lambda.Events.batch;
import static io.lamella.entry.lambda.Events.created;
import static io.lamella.entry.lambda.Events.message;
import static io.lamella.entry.lambda.LakeInMemory.A_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepHandlerTest {
    private final LakeInMemory lake = new LakeInMemory();

    @Test
    void asksForTheMergeThatWasForgotten() {
        var object = lake.land("a.csv", "id,name\n1,Ada\n");
        lake.ingest(Runnable::run).handleRequest(batch(message("a", created(object))), A_MINUTE);
        lake.pass(Duration.ofHours(2));

        var answer = lake.sweep().handleRequest(Map.of("source", "aws.events"), A_MINUTE);

        assertThat(answer).containsEntry("requested", 1).containsEntry("unclaimed", 0);
        assertThat(lake.mergeQueue.waiting()).hasSize(2);
        assertThat(lake.log())
                .anySatisfy(line -> assertThat(line).contains("\"event\":\"sweep\"", "\"requested\":1"))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"event\":\"staged\"", "\"dataset\":\"events\"", "\"stagedAge\":7200"));
    }
}
