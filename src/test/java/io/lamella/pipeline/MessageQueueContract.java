package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.pipeline.MessageQueue.Fifo;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.MessageQueue.Received;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [MessageQueue] does.
///
/// Real queues keep real time, so waiting is always a long poll, and nothing that a test holds in flight comes back before it
/// should, however slow the machine.
public abstract class MessageQueueContract {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration NONE = Duration.ZERO;
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final int MANY = 1000;

    /// A new queue with a dead-letter queue of its own, both empty.
    protected abstract Queues create(boolean fifo, Duration visibility, Duration delay, int maxReceiveCount);

    /// Lets time pass, if that is in the hands of the test; a real queue is waited for by long polling.
    protected abstract void pass(Duration duration);

    public record Queues(MessageQueue queue, MessageQueue deadLetters) {}

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

    @Test
    void keepsTheOrderWithinAGroup() {
        MessageQueue queue = fifo(LONG);
        List<String> sent = IntStream.range(0, 5).mapToObj(i -> "m" + i).toList();
        sent.forEach(body -> send(queue, body, "group", body));

        List<String> delivered = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            Received received = receiveOne(queue);
            delivered.add(received.body());
            wait(queue.acknowledge(received));
        }

        assertThat(delivered).isEqualTo(sent);
    }

    @Test
    void blocksAGroupWhileOneOfItsMessagesIsInFlight() {
        MessageQueue queue = fifo(LONG);
        send(queue, "a1", "a", "1");
        send(queue, "a2", "a", "2");
        send(queue, "b1", "b", "3");

        Received a1 = receiveOne(queue);
        Received b1 = receiveOne(queue);
        assertThat(List.of(a1.body(), b1.body())).containsExactly("a1", "b1");
        assertThat(wait(queue.receive(10, NONE))).isEmpty();

        wait(queue.acknowledge(a1));
        assertThat(receiveOne(queue).body()).isEqualTo("a2");
    }

    @Test
    void keepsTheOrderWithinAGroupWhenAMessageComesBack() {
        MessageQueue queue = fifo(LONG);
        send(queue, "first", "group", "1");
        send(queue, "second", "group", "2");

        wait(queue.extend(receiveOne(queue), NONE));

        assertThat(receiveOne(queue).body()).isEqualTo("first");
    }

    @Test
    void blocksAGroupUntilAFailedMessageComesBack() {
        MessageQueue queue = fifo(LONG);
        send(queue, "first", "group", "1");
        send(queue, "second", "group", "2");

        wait(queue.extend(receiveOne(queue), SHORT.multipliedBy(2)));
        assertThat(wait(queue.receive(10, NONE))).isEmpty();
        pass(SHORT.multipliedBy(2));

        assertThat(receiveOne(queue).body()).isEqualTo("first");
    }

    @Test
    void dropsDoubles() {
        MessageQueue queue = fifo(LONG);
        send(queue, "one", "a", "same");
        send(queue, "two", "a", "same");
        send(queue, "three", "b", "same");

        assertThat(wait(queue.receive(10, POLL))).extracting(Received::body).containsExactly("one");
    }

    @Test
    void dropsDoublesOfWhatIsAcknowledged() {
        MessageQueue queue = fifo(LONG);
        send(queue, "one", "a", "same");
        wait(queue.acknowledge(receiveOne(queue)));

        send(queue, "two", "a", "same");

        assertThat(receiveFor(queue, SHORT)).isEmpty();
    }

    @Test
    void unblocksAGroupWhoseFirstMessageIsGivenUp() {
        Queues queues = create(true, LONG, NONE, 1);
        send(queues.queue(), "poison", "group", "1");
        send(queues.queue(), "sound", "group", "2");
        wait(queues.queue().extend(receiveOne(queues.queue()), NONE));

        assertThat(receiveOne(queues.queue()).body()).isEqualTo("sound");
        assertThat(receiveOne(queues.deadLetters()).body()).isEqualTo("poison");
    }

    @Test
    void delaysAFifoQueueAsAWhole() {
        MessageQueue queue = create(true, LONG, SHORT, MANY).queue();
        send(queue, "one", "group", "1");

        assertThat(wait(queue.receive(10, NONE))).isEmpty();
        pass(SHORT);

        assertThat(receiveOne(queue).body()).isEqualTo("one");
    }

    @Test
    void refusesAMessageWithoutAGroupInAFifoQueue() {
        assertFails(fifo(LONG).send(new Outgoing("body", Optional.empty())));
    }

    private MessageQueue standard(Duration visibility) {
        return create(false, visibility, NONE, MANY).queue();
    }

    private MessageQueue fifo(Duration visibility) {
        return create(true, visibility, NONE, MANY).queue();
    }

    private static void send(MessageQueue queue, String body) {
        wait(queue.send(new Outgoing(body, Optional.empty())));
    }

    private static void send(MessageQueue queue, String body, String group, String deduplicationId) {
        wait(queue.send(new Outgoing(body, Optional.of(new Fifo(group, deduplicationId)))));
    }

    private static Received receiveOne(MessageQueue queue) {
        List<Received> messages = wait(queue.receive(1, POLL));
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    /// Receives while time passes.
    private List<Received> receiveFor(MessageQueue queue, Duration duration) {
        CompletableFuture<List<Received>> receiving =
                queue.receive(10, duration).subscribeAsCompletionStage();
        pass(duration);
        return wait(Uni.createFrom().completionStage(() -> receiving));
    }

    private static List<Received> receiveAll(MessageQueue queue, int count) {
        return IntStream.range(0, count).mapToObj(i -> receiveOne(queue)).toList();
    }

    private static void assertFails(Uni<?> call) {
        assertThatThrownBy(() -> wait(call)).isInstanceOf(QueueException.class);
    }

    private static <T> T wait(Uni<T> uni) {
        return uni.await().atMost(POLL.multipliedBy(3));
    }
}
