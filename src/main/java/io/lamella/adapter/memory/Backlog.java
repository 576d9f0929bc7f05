package io.lamella.adapter.memory;

import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.MessageQueue.Received;
import io.lamella.pipeline.QueueException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/// The messages of one queue, and the rules of SQS by which they are delivered. It has no clock: each call says what time it
/// is. Not safe for several threads.
final class Backlog {
    /// "Within the deduplication interval of 5 minutes", also when the first message is removed by then.
    private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

    private static final Duration MAX_VISIBILITY = Duration.ofHours(12);
    private static final int MAX_BATCH = 10;

    private final QueueSettings settings;
    private final SequencedMap<String, QueuedMessage> messages = new LinkedHashMap<>();
    private final SequencedMap<String, Instant> firstSent = new LinkedHashMap<>();
    private long sent;

    Backlog(QueueSettings settings) {
        this.settings = settings;
    }

    void send(Outgoing message, Instant now) {
        if (message.fifo().isPresent() != settings.fifo()) {
            throw new QueueException("send to " + settings.name() + ": a message to a "
                    + (settings.fifo()
                            ? "FIFO queue needs a group and a deduplication id"
                            : "standard queue has no group"));
        }
        if (message.fifo().isPresent() && isDouble(message.fifo().get().deduplicationId(), now)) {
            return;
        }
        add(settings.name() + "-" + ++sent, message, now.plus(settings.delay()));
    }

    /// Takes a message over that another queue has given up.
    void adopt(QueuedMessage dead, Instant now) {
        add(dead.id(), dead.message(), now);
    }

    private void add(String id, Outgoing message, Instant visibleFrom) {
        messages.put(id, new QueuedMessage(id, message, visibleFrom));
    }

    private boolean isDouble(String deduplicationId, Instant now) {
        Instant forgotten = now.minus(DEDUPLICATION);
        while (!firstSent.isEmpty() && !firstSent.firstEntry().getValue().isAfter(forgotten)) {
            firstSent.pollFirstEntry();
        }
        return firstSent.putIfAbsent(deduplicationId, now) != null;
    }

    List<Received> receive(int max, Instant now) {
        if (max < 1 || max > MAX_BATCH) {
            throw new QueueException("receive from " + settings.name() + ": max must be 1 to 10 but was " + max);
        }
        Set<String> blocked = settings.fifo() ? groupsInFlight(now) : Set.of();
        List<Received> delivered = new ArrayList<>();
        for (Iterator<QueuedMessage> queue = messages.values().iterator();
                queue.hasNext() && delivered.size() < max; ) {
            QueuedMessage next = queue.next();
            if (settings.fifo() && blocked.contains(next.group())) {
                continue;
            }
            if (!next.isVisible(now)) {
                continue;
            }
            if (isSpent(next)) {
                queue.remove();
                giveUp(next);
            } else {
                delivered.add(next.deliver(now.plus(settings.visibility())));
            }
        }
        return List.copyOf(delivered);
    }

    private Set<String> groupsInFlight(Instant now) {
        Set<String> groups = new HashSet<>();
        for (QueuedMessage message : messages.values()) {
            if (message.isInFlight(now)) {
                groups.add(message.group());
            }
        }
        return groups;
    }

    private boolean isSpent(QueuedMessage message) {
        return settings.redrive() != null
                && message.deliveries() >= settings.redrive().maxReceiveCount();
    }

    private void giveUp(QueuedMessage message) {
        if (settings.redrive() != null) {
            settings.redrive().deadLetters().adopt(message);
        }
    }

    /// With the handle of an earlier delivery, SQS may or may not remove the message; here it does not, which is the harder
    /// case. A FIFO queue refuses the handle of a delivery that is over.
    void acknowledge(Received delivery, Instant now) {
        QueuedMessage message = messages.get(delivery.id());
        if (message == null) {
            return;
        }
        boolean current = message.isDeliveredAs(delivery);
        if (settings.fifo() && !(current && message.isInFlight(now))) {
            throw expired("acknowledge", delivery);
        }
        if (current) {
            messages.remove(delivery.id());
        }
    }

    void extend(Received delivery, Duration visibility, Instant now) {
        if (visibility.isNegative() || visibility.compareTo(MAX_VISIBILITY) > 0) {
            throw new QueueException(
                    "extend in " + settings.name() + ": visibility must be 0 to 12 hours but was " + visibility);
        }
        QueuedMessage message = messages.get(delivery.id());
        if (message == null || !message.isDeliveredAs(delivery) || !message.isInFlight(now)) {
            throw expired("extend", delivery);
        }
        message.hideUntil(now.plus(visibility));
    }

    private QueueException expired(String operation, Received delivery) {
        return new QueueException(
                operation + " in " + settings.name() + ": delivery " + delivery.handle() + " is over or removed");
    }

    /// When a message becomes visible that is not so now.
    Optional<Instant> nextVisible(Instant now) {
        return messages.values().stream()
                .map(QueuedMessage::visibleFrom)
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }

    List<String> bodies(Predicate<QueuedMessage> which) {
        return messages.values().stream()
                .filter(which)
                .map(message -> message.message().body())
                .toList();
    }
}
