package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.pipeline.MessageQueue.Fifo;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.MessageQueue.Received;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// Queues to be tested, and calls to them.
///
/// Real queues keep real time, so waiting is always a long poll, and nothing that a test holds in flight comes back before it
/// should, however slow the machine.
abstract class QueueFixture {
    static final Duration LONG = Duration.ofMinutes(5);
    static final Duration SHORT = Duration.ofSeconds(1);
    static final Duration NONE = Duration.ZERO;
    static final Duration POLL = Duration.ofSeconds(10);
    static final int MANY = 1000;

    /// A new queue with a dead-letter queue of its own, both empty.
    protected abstract Queues create(boolean fifo, Duration visibility, Duration delay, int maxReceiveCount);

    /// Lets time pass, if that is in the hands of the test; a real queue is waited for by long polling.
    protected abstract void pass(Duration duration);

    public record Queues(MessageQueue queue, MessageQueue deadLetters) {}

    MessageQueue standard(Duration visibility) {
        return create(false, visibility, NONE, MANY).queue();
    }

    MessageQueue fifo(Duration visibility) {
        return create(true, visibility, NONE, MANY).queue();
    }

    static void send(MessageQueue queue, String body) {
        wait(queue.send(new Outgoing(body, Optional.empty())));
    }

    static void send(MessageQueue queue, String body, String group, String deduplicationId) {
        wait(queue.send(new Outgoing(body, Optional.of(new Fifo(group, deduplicationId)))));
    }

    static Received receiveOne(MessageQueue queue) {
        List<Received> messages = wait(queue.receive(1, POLL));
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    /// Receives while time passes.
    List<Received> receiveFor(MessageQueue queue, Duration duration) {
        CompletableFuture<List<Received>> receiving =
                queue.receive(10, duration).subscribeAsCompletionStage();
        pass(duration);
        return wait(Uni.createFrom().completionStage(() -> receiving));
    }

    static List<Received> receiveAll(MessageQueue queue, int count) {
        return IntStream.range(0, count).mapToObj(i -> receiveOne(queue)).toList();
    }

    static void assertFails(Uni<?> call) {
        assertThatThrownBy(() -> wait(call)).isInstanceOf(QueueException.class);
    }

    static <T> T wait(Uni<T> uni) {
        return uni.await().atMost(POLL.multipliedBy(3));
    }
}
