package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.Messages;
import io.lamella.core.table.Receipt;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import io.lamella.pipeline.StoreException.Reason;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a message may be acknowledged (I6).
class MessageInvariantsTest extends FaultyLake {
    @Test
    void i6AMessageIsNotAcknowledgedBeforeTheMergeRequestIsSent() {
        var body = Messages.write(lake.land("a", 0, 10, "x"));
        var failing = new Ingest(
                lake.memory,
                lake.lake(),
                request -> Uni.createFrom().failure(new IllegalStateException("the queue is away")),
                new Ingest.Settings(lake.clock, () -> "attempt-0", Runnable::run, 1024 * 1024));

        assertNotAcknowledged(body, failing);
        assertThat(lake.list("receipts/")).hasSize(1);

        assertThat(handle(body, lake.ingest()))
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.attempt()).isEqualTo("attempt-0"));
        assertThat(lake.requests).containsExactly(new MergeRequest("t", ""));
        assertThat(lake.list("staged/")).hasSize(1);
    }

    @Test
    void i6AMessageWithAPartThatIsNotUnderstoodIsNotAcknowledged() {
        lake.land("a", 0, 10, "x");

        assertNotAcknowledged(records(created("a"), "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{}}"), lake.ingest());
        assertThat(lake.list("receipts/")).hasSize(1);
    }

    @Test
    void i6AMessageAboutAnObjectThatCannotBeLookedAtIsNotAcknowledged() {
        lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.HEAD, "a", FaultyStore.failure(Reason.UNKNOWN));
        lake.store = faulty;

        assertNotAcknowledged(records(created("a")), lake.ingest());
        assertThat(handle(records(created("a")), lake.ingest())).hasSize(1);
    }

    @Test
    void i6AMessageAboutAnObjectThatIsRefusedIsNotAcknowledged() {
        lake.land("a", "nothing,of,that\n1,2,3\n");

        assertNotAcknowledged(records(created("a")), lake.ingest());
        assertNotAcknowledged(records(created("a")), lake.ingest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Event\":\"s3:TestEvent\"}",
                "{\"Records\":[{\"eventName\":\"ObjectRemoved:Delete\",\"s3\":{}}]}",
                "{\"Records\":[]}"
            })
    void i6AMessageThatAsksForNothingIsAcknowledged(String body) {
        assertThat(handle(body, lake.ingest())).isEmpty();
    }

    private void assertNotAcknowledged(String body, Ingest ingest) {
        assertThatThrownBy(() -> handle(body, ingest)).isInstanceOf(UnhandledMessageException.class);
    }

    private List<Receipt> handle(String body, Ingest ingest) {
        return new IngestMessages(
                        lake.store,
                        new Datasets(List.of(lake.dataset)),
                        (store, task, dataset) ->
                                ingest.convert(task, dataset).map(receipt -> new Event.Converted(receipt, true)),
                        new Watch(lake.store, lake.clock, Observer.NONE))
                .handle(body, Optional.empty())
                .await()
                .indefinitely();
    }

    private static String records(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }

    private static String created(String key) {
        return "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"" + TestLake.LANDING
                + "\"},\"object\":{\"key\":\"" + key + "\"}}}";
    }
}
