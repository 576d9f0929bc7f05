package io.lamella.adapter.memory;

import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.MessageQueue.Received;
import java.time.Instant;

/// A message that was sent and not yet removed.
final class QueuedMessage {
    private final String id;
    private final Outgoing message;
    private Instant visibleFrom;
    private int deliveries;

    QueuedMessage(String id, Outgoing message, Instant visibleFrom) {
        this.id = id;
        this.message = message;
        this.visibleFrom = visibleFrom;
    }

    String id() {
        return id;
    }

    Outgoing message() {
        return message;
    }

    /// The group in a FIFO queue.
    String group() {
        return message.fifo().orElseThrow().group();
    }

    int deliveries() {
        return deliveries;
    }

    Instant visibleFrom() {
        return visibleFrom;
    }

    boolean isVisible(Instant now) {
        return !visibleFrom.isAfter(now);
    }

    /// Delivered, and neither removed nor given back nor left alone for too long.
    boolean isInFlight(Instant now) {
        return deliveries > 0 && !isVisible(now);
    }

    Received deliver(Instant visibleAgainFrom) {
        deliveries++;
        visibleFrom = visibleAgainFrom;
        return new Received(id, handle(), message.body(), deliveries, message.trace());
    }

    void hideUntil(Instant instant) {
        visibleFrom = instant;
    }

    /// Whether this is the latest delivery.
    boolean isDeliveredAs(Received delivery) {
        return deliveries > 0 && delivery.handle().equals(handle());
    }

    private String handle() {
        return id + "#" + deliveries;
    }
}
