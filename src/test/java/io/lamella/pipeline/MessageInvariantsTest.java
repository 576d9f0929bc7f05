package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.Messages;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import io.lamella.pipeline.StoreException.Reason;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a message may be acknowledged (I6).
class MessageInvariantsTest extends FaultyLake {
    @Test
    void i6AMessageIsNotAcknowledgedBeforeTheMergeRequestIsSent() {
        var body = Messages.write(lake.land("a", 0, 10, "x"));
        var failing = lake.stages(request -> Uni.createFrom().failure(new IllegalStateException("the queue is away")));

        assertNotAcknowledged(body, failing);
        assertThat(lake.list("receipts/")).hasSize(1);

        assertThat(lake.handle(body, lake.stages()))
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.attempt()).isEqualTo("attempt-1"));
        assertThat(lake.requests).containsExactly(new MergeRequest("t", ""));
        assertThat(lake.list("staged/")).hasSize(1);
    }

    @Test
    void i6AMessageWithAPartThatIsNotUnderstoodIsNotAcknowledged() {
        lake.land("a", 0, 10, "x");

        assertNotAcknowledged(records(created("a"), "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{}}"), lake.stages());
        assertThat(lake.list("receipts/")).hasSize(1);
    }

    @Test
    void i6AMessageAboutAnObjectThatCannotBeLookedAtIsNotAcknowledged() {
        lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.HEAD, "a", FaultyStore.failure(Reason.UNKNOWN));
        lake.store = faulty;

        assertNotAcknowledged(records(created("a")), lake.stages());
        assertThat(lake.handle(records(created("a")), lake.stages())).hasSize(1);
    }

    @Test
    void i6AMessageAboutAnObjectThatIsRefusedIsNotAcknowledged() {
        lake.land("a", "nothing,of,that\n1,2,3\n");

        assertNotAcknowledged(records(created("a")), lake.stages());
        assertNotAcknowledged(records(created("a")), lake.stages());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Event\":\"s3:TestEvent\"}",
                "{\"Records\":[{\"eventName\":\"ObjectRemoved:Delete\",\"s3\":{}}]}",
                "{\"Records\":[]}"
            })
    void i6AMessageThatAsksForNothingIsAcknowledged(String body) {
        assertThat(lake.handle(body, lake.stages())).isEmpty();
    }

    private void assertNotAcknowledged(String body, Stages stages) {
        assertThatThrownBy(() -> lake.handle(body, stages)).isInstanceOf(UnhandledMessageException.class);
    }

    private static String records(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    private static String created(String key) {
        return "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"" + TestLake.LANDING
                + "\"},\"object\":{\"key\":\"" + key + "\"}}}";
    }
}
