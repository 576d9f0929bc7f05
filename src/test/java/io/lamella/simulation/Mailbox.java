package io.lamella.simulation;

import io.lamella.adapter.memory.MemoryQueue;
import io.lamella.adapter.memory.QueueSettings;
import io.lamella.pipeline.MessageQueue;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A queue with its dead-letter queue. Those who wait for messages are told when there may be some.
final class Mailbox implements MessageQueue {
    private final MemoryQueue queue;
    private final MemoryQueue dead;
    private final Bell bell;

    Mailbox(QueueSettings settings, int maxDeliveries, Timeline timeline, Weather weather) {
        var ofTheDead = settings.fifo() ? QueueSettings.fifo("dead") : QueueSettings.standard("dead");
        dead = new MemoryQueue(ofTheDead, timeline);
        queue = new MemoryQueue(settings.withDeadLetters(dead, maxDeliveries), timeline);
        bell = new Bell(queue, timeline, weather);
    }

    @Override
    public Uni<Void> send(Outgoing message) {
        return queue.send(message).invoke(bell::wake);
    }

    /// What is there now.
    @Override
    public Uni<List<Received>> receive(int max, Duration wait) {
        return queue.receive(max, Duration.ZERO);
    }

    /// Is called once, by somebody who just received nothing: when there may be something.
    void await(Runnable waiter) {
        bell.await(waiter);
    }

    /// A FIFO queue refuses the handle of a delivery that is over.
    @Override
    public Uni<Void> acknowledge(Received message) {
        return queue.acknowledge(message).invoke(bell::wake);
    }

    @Override
    public Uni<Void> extend(Received message, Duration visibility) {
        return queue.extend(message, visibility).invoke(bell::wake);
    }

    boolean isEmpty() {
        return queue.depth() + queue.inFlight() == 0;
    }

    List<String> deadLetters() {
        return dead.waiting();
    }

    /// Sends the dead letters again, as whoever looks after the pipeline does when the fault is mended.
    void redrive() {
        eachDead(message ->
                send(new Outgoing(message.body(), Optional.empty())).await().indefinitely());
    }

    void dropDeadLetters() {
        eachDead(message -> {});
    }

    private void eachDead(java.util.function.Consumer<Received> what) {
        for (int i = dead.depth(); i > 0; i--) {
            for (var message : dead.receive(1, Duration.ZERO).await().indefinitely()) {
                what.accept(message);
                dead.acknowledge(message).await().indefinitely();
            }
        }
    }
}
