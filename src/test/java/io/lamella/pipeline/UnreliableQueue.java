package io.lamella.pipeline;

import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.MessageQueue.Received;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/// A queue whose calls fail as often as the test says.
final class UnreliableQueue implements MessageQueue {
    private final MessageQueue queue;
    int failingReceives;
    int failingExtends;
    int failingAcknowledgements;
    int receives;

    UnreliableQueue(MessageQueue queue) {
        this.queue = queue;
    }

    @Override
    public Uni<Void> send(Outgoing message) {
        return queue.send(message);
    }

    @Override
    public Uni<List<Received>> receive(int max, Duration wait) {
        receives++;
        return failingReceives-- > 0 ? failure() : queue.receive(max, wait);
    }

    @Override
    public Uni<Void> acknowledge(Received message) {
        return failingAcknowledgements-- > 0 ? failure() : queue.acknowledge(message);
    }

    @Override
    public Uni<Void> extend(Received message, Duration visibility) {
        return failingExtends-- > 0 ? failure() : queue.extend(message, visibility);
    }

    private static <T> Uni<T> failure() {
        return Uni.createFrom().failure(new QueueException("unreachable, says the test"));
    }
}
