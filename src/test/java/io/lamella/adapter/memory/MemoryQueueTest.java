package io.lamella.adapter.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.pipeline.ManualTime;
import io.lamella.pipeline.MessageQueue.Fifo;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.MessageQueue.Received;
import io.lamella.pipeline.MessageQueueContract;
import io.lamella.pipeline.QueueException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryQueueTest extends MessageQueueContract {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTime time = new ManualTime();

    @Override
    protected Queues create(boolean fifo, Duration visibility, Duration delay, int maxReceiveCount) {
        QueueSettings settings = fifo ? QueueSettings.fifo("queue") : QueueSettings.standard("queue");
        MemoryQueue deadLetters = new MemoryQueue(settings, time, time);
        MemoryQueue queue = new MemoryQueue(
                settings.withVisibility(visibility).withDelay(delay).withDeadLetters(deadLetters, maxReceiveCount),
                time,
                time);
        return new Queues(queue, deadLetters);
    }

    @Override
    protected void pass(Duration duration) {
        time.advance(duration);
    }

    @Test
    void neverWaitsWithoutATimer() {
        MemoryQueue queue = new MemoryQueue(QueueSettings.standard("queue"), time);

        assertThat(now(queue.receive(1, Duration.ofSeconds(20)))).isEmpty();
    }

    @Test
    void dropsDoublesForFiveMinutesAndNoLonger() {
        MemoryQueue queue = new MemoryQueue(QueueSettings.fifo("queue"), time);
        send(queue, "first", "group", "id");
        time.advance(Duration.ofMinutes(5).minusNanos(1));
        send(queue, "double", "group", "id");
        assertThat(queue.waiting()).containsExactly("first");

        time.advance(Duration.ofNanos(1));
        send(queue, "second", "group", "id");

        assertThat(queue.waiting()).containsExactly("first", "second");
    }

    @Test
    void takesOnlyTheHandleOfTheLatestDelivery() {
        MemoryQueue queue = new MemoryQueue(QueueSettings.standard("queue").withVisibility(SECOND), time);
        send(queue, "one");
        Received early = now(queue.receive(1, Duration.ZERO)).getFirst();
        time.advance(SECOND);
        Received late = now(queue.receive(1, Duration.ZERO)).getFirst();

        now(queue.acknowledge(early));
        assertThat(queue.inFlight()).isEqualTo(1);
        assertThatThrownBy(() -> now(queue.extend(early, MINUTE))).isInstanceOf(QueueException.class);

        now(queue.acknowledge(late));
        assertThat(queue.inFlight() + queue.depth()).isZero();
    }

    @Test
    void takesASecondAcknowledgementWithoutComplaintAsSqsDoes() {
        MemoryQueue queue = new MemoryQueue(QueueSettings.fifo("queue"), time);
        send(queue, "one", "group", "1");
        Received received = now(queue.receive(1, Duration.ZERO)).getFirst();

        now(queue.acknowledge(received));
        now(queue.acknowledge(received));

        assertThat(queue.inFlight() + queue.depth()).isZero();
    }

    @Test
    void refusesAHandleInAFifoQueueWhenItsVisibilityHasEnded() {
        MemoryQueue queue = new MemoryQueue(QueueSettings.fifo("queue").withVisibility(SECOND), time);
        send(queue, "one", "group", "1");
        Received received = now(queue.receive(1, Duration.ZERO)).getFirst();
        time.advance(SECOND);

        assertThatThrownBy(() -> now(queue.acknowledge(received)))
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("acknowledge in queue");
    }

    @Test
    void deliversTheWholeRunOfAGroupInOneBatch() {
        MemoryQueue queue = new MemoryQueue(QueueSettings.fifo("queue"), time);
        send(queue, "a1", "a", "1");
        send(queue, "b1", "b", "2");
        send(queue, "a2", "a", "3");

        assertThat(now(queue.receive(10, Duration.ZERO)))
                .extracting(Received::body)
                .containsExactly("a1", "b1", "a2");
    }

    @Test
    void blocksAGroupOfWhichOnlyALaterMessageIsInFlight() {
        MemoryQueue queue = new MemoryQueue(QueueSettings.fifo("queue"), time);
        send(queue, "a1", "a", "1");
        send(queue, "a2", "a", "2");
        List<Received> batch = now(queue.receive(10, Duration.ZERO));

        now(queue.extend(batch.getFirst(), Duration.ZERO));
        assertThat(now(queue.receive(10, Duration.ZERO))).isEmpty();

        now(queue.acknowledge(batch.getLast()));
        assertThat(now(queue.receive(10, Duration.ZERO)))
                .extracting(Received::body)
                .containsExactly("a1");
    }

    @Test
    void answersAWaitingReceiverWhenAVisibilityIsShortened() {
        MemoryQueue queue = new MemoryQueue(QueueSettings.standard("queue"), time, time);
        send(queue, "one");
        Received received = now(queue.receive(1, Duration.ZERO)).getFirst();
        var waiting = queue.receive(1, Duration.ofSeconds(20)).subscribe().withSubscriber(UniAssertSubscriber.create());

        now(queue.extend(received, SECOND));
        time.advance(SECOND.minusMillis(1));
        waiting.assertNotTerminated();
        time.advance(Duration.ofMillis(1));

        assertThat(waiting.assertCompleted().getItem()).hasSize(1);
    }

    @Test
    void handsNothingToAReceiverThatIsGone() {
        MemoryQueue queue = new MemoryQueue(QueueSettings.standard("queue"), time, time);
        var waiting = queue.receive(1, Duration.ofSeconds(20)).subscribe().withSubscriber(UniAssertSubscriber.create());

        waiting.cancel();
        send(queue, "one");
        time.settle();

        assertThat(queue.waiting()).containsExactly("one");
    }

    @Test
    void showsWhatIsInside() {
        MemoryQueue deadLetters = new MemoryQueue(QueueSettings.standard("dead"), time);
        MemoryQueue queue = new MemoryQueue(
                QueueSettings.standard("queue")
                        .withVisibility(MINUTE)
                        .withDelay(SECOND)
                        .withDeadLetters(deadLetters, 1),
                time);
        send(queue, "one");
        send(queue, "two");
        assertThat(queue.depth()).isEqualTo(2);
        assertThat(queue.nextVisible()).contains(time.instant().plus(SECOND));

        time.advance(SECOND);
        assertThat(queue.nextVisible()).isEmpty();
        now(queue.receive(1, Duration.ZERO));
        assertThat(queue.inFlight()).isEqualTo(1);
        assertThat(queue.waiting()).containsExactly("two");
        assertThat(queue.nextVisible()).contains(time.instant().plus(MINUTE));

        time.advance(MINUTE);
        now(queue.receive(1, Duration.ZERO));
        assertThat(queue.deadLetters()).containsExactly("one");
        assertThat(deadLetters.depth()).isEqualTo(1);
    }

    @Test
    void demandsADeadLetterQueueOfTheSameKind() {
        MemoryQueue standard = new MemoryQueue(QueueSettings.standard("dead"), time);

        assertThatThrownBy(() -> QueueSettings.fifo("queue").withDeadLetters(standard, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be FIFO");
    }

    private static void send(MemoryQueue queue, String body) {
        now(queue.send(new Outgoing(body, Optional.empty())));
    }

    private static void send(MemoryQueue queue, String body, String group, String deduplicationId) {
        now(queue.send(new Outgoing(body, Optional.of(new Fifo(group, deduplicationId)))));
    }

    private static <T> T now(Uni<T> call) {
        return call.await().atMost(SECOND);
    }
}
