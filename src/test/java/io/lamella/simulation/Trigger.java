package io.lamella.simulation;

import io.lamella.pipeline.MessageQueue.Received;
import java.time.Duration;
import java.util.function.Consumer;

/// Starts an actor for every message that a queue delivers, as Lambda does.
final class Trigger {
    private final Mailbox mailbox;
    private final World world;
    private final Consumer<Received> start;

    Trigger(Mailbox mailbox, World world, Consumer<Received> start) {
        this.mailbox = mailbox;
        this.world = world;
        this.start = start;
    }

    void poll() {
        var received = mailbox.receive(1, Duration.ZERO).await().indefinitely();
        if (received.isEmpty()) {
            mailbox.await(this::poll);
        } else {
            start.accept(received.getFirst());
            world.timeline().after(world.weather().travel(), this::poll);
        }
    }
}
