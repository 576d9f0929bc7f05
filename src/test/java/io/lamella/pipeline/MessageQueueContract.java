package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.pipeline.MessageQueue.Fifo;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.MessageQueue.Received;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [MessageQueue] does.
public abstract class MessageQueueContract extends FifoQueueContract {
    @Test
    void deliversWhatWasSent() {
        MessageQueue queue = standard(LONG);
        String body = "{\"key\":\"Grüße, \\\"日本\\\"\\n\t<&> 🧱\"}";

        send(queue, body);

        Received received = receiveOne(queue);
        assertThat(received.body()).isEqualTo(body);
        assertThat(received.deliveries()).isEqualTo(1);
        assertThat(received.id()).isNotBlank();
        assertThat(received.handle()).isNotBlank();
    }

    @Test
    void deliversTheTraceAtEachDelivery() {
        var trace = new TraceParent("a".repeat(32), "b".repeat(16), true);
        MessageQueue queue = fifo(LONG);
        wait(queue.send(new Outgoing("traced", Optional.of(new Fifo("a", "1")), Optional.of(trace))));
        send(queue, "untraced", "b", "2");

        Received received = receiveOne(queue);
        assertThat(received.trace()).contains(trace);
        wait(queue.extend(received, NONE));
        assertThat(receiveAll(queue, 2))
                .extracting(message -> message.body() + message.trace().isPresent())
                .containsExactlyInAnyOrder("tracedtrue", "untracedfalse");
    }

    @Test
    void answersNothingWhenThereIsNothing() {
        assertThat(wait(standard(LONG).receive(10, NONE))).isEmpty();
    }

    @Test
    void sendsAtEachSubscriptionAndNotBefore() {
        MessageQueue queue = standard(LONG);

        Uni<Void> sending = queue.send(new Outgoing("again", Optional.empty()));
        assertThat(wait(queue.receive(10, NONE))).isEmpty();
        wait(sending);
        wait(sending);

        assertThat(receiveAll(queue, 2)).extracting(Received::body).containsExactly("again", "again");
    }

    @Test
    void deliversNoMoreThanAskedFor() {
        MessageQueue queue = standard(LONG);
        IntStream.range(0, 12).forEach(i -> send(queue, "m" + i));

        assertThat(wait(queue.receive(3, POLL))).hasSizeBetween(1, 3);
        assertThat(wait(queue.receive(10, POLL))).hasSizeBetween(1, 10);
    }

    @Test
    void refusesToDeliverMoreThanTenAtOnce() {
        assertFails(standard(LONG).receive(11, NONE));
    }

    @Test
    void hidesAMessageThatIsInFlight() {
        MessageQueue queue = standard(LONG);
        send(queue, "one");

        receiveOne(queue);

        assertThat(wait(queue.receive(10, NONE))).isEmpty();
    }

    @Test
    void redeliversAMessageWhoseVisibilityEnded() {
        MessageQueue queue = standard(SHORT);
        send(queue, "one");
        Received first = receiveOne(queue);

        pass(SHORT);

        Received second = receiveOne(queue);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.body()).isEqualTo("one");
        assertThat(second.deliveries()).isEqualTo(2);
    }

    @Test
    void deliversNoMoreWhatIsAcknowledged() {
        MessageQueue queue = standard(SHORT);
        send(queue, "one");

        wait(queue.acknowledge(receiveOne(queue)));
        pass(SHORT);

        assertThat(receiveFor(queue, SHORT.multipliedBy(2))).isEmpty();
    }

    @Test
    void givesAMessageBackAtOnce() {
        MessageQueue queue = standard(LONG);
        send(queue, "one");

        wait(queue.extend(receiveOne(queue), NONE));

        assertThat(receiveOne(queue).deliveries()).isEqualTo(2);
    }

    @Test
    void keepsAMessageForAsLongAsItIsExtended() {
        MessageQueue queue = standard(SHORT);
        send(queue, "one");

        wait(queue.extend(receiveOne(queue), LONG));
        pass(SHORT);

        assertThat(receiveFor(queue, SHORT.multipliedBy(2))).isEmpty();
    }

    @Test
    void doesNotExtendWhatIsGone() {
        MessageQueue queue = standard(LONG);
        send(queue, "one");
        Received received = receiveOne(queue);
        wait(queue.acknowledge(received));

        assertFails(queue.extend(received, LONG));
    }

    @Test
    void answersAWaitingReceiverWhenAMessageArrives() {
        MessageQueue queue = standard(LONG);

        CompletableFuture<List<Received>> receiving = queue.receive(10, POLL).subscribeAsCompletionStage();
        assertThat(receiving).isNotDone();
        send(queue, "one");
        pass(NONE);

        assertThat(wait(Uni.createFrom().completionStage(() -> receiving)))
                .extracting(Received::body)
                .containsExactly("one");
    }

    @Test
    void answersNothingWhenTheWaitEnds() {
        assertThat(receiveFor(standard(LONG), SHORT)).isEmpty();
    }

    @Test
    void answersAWaitingReceiverWhenAMessageBecomesVisible() {
        MessageQueue queue = standard(SHORT);
        send(queue, "one");
        receiveOne(queue);

        CompletableFuture<List<Received>> receiving = queue.receive(10, POLL).subscribeAsCompletionStage();
        pass(SHORT);

        assertThat(wait(Uni.createFrom().completionStage(() -> receiving)))
                .extracting(Received::deliveries)
                .containsExactly(2);
    }

    @Test
    void delaysWhatIsSent() {
        MessageQueue queue = create(false, LONG, SHORT, MANY).queue();
        send(queue, "later");

        assertThat(wait(queue.receive(10, NONE))).isEmpty();
        pass(SHORT);

        assertThat(receiveOne(queue).body()).isEqualTo("later");
    }

    @Test
    void givesUpAMessageThatWasDeliveredTooOften() {
        Queues queues = create(false, LONG, NONE, 2);
        send(queues.queue(), "poison");
        String id = "";
        for (int delivery = 1; delivery <= 2; delivery++) {
            Received received = receiveOne(queues.queue());
            id = received.id();
            assertThat(received.deliveries()).isEqualTo(delivery);
            wait(queues.queue().extend(received, NONE));
        }

        assertThat(wait(queues.queue().receive(10, NONE))).isEmpty();

        Received dead = receiveOne(queues.deadLetters());
        assertThat(dead.body()).isEqualTo("poison");
        assertThat(dead.id()).isEqualTo(id);
    }
}
