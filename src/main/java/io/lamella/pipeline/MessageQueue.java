package io.lamella.pipeline;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A queue with the semantics of Amazon SQS: a message is delivered at least once, and again when its visibility ends before
/// it was acknowledged. After too many deliveries it goes to the dead-letter queue that belongs to the queue.
///
/// Every method describes a call; it is made when the result is subscribed to. Failures are [QueueException]s.
public interface MessageQueue {
    Uni<Void> send(Outgoing message);

    /// Waits up to `wait` (20 s at most) for messages and answers up to `max` (10 at most) of them, or none.
    Uni<List<Received>> receive(int max, Duration wait);

    /// Removes a message for good. When the delivery is over, because its visibility has ended or the message is removed, the
    /// call may have no effect, take effect or fail.
    Uni<Void> acknowledge(Received message);

    /// Lets nobody else see the message for this long from now (12 hours at most); zero gives it back at once. Fails when the
    /// message is removed or delivered to somebody else by now.
    Uni<Void> extend(Received message, Duration visibility);

    /// A message to send.
    ///
    /// @param fifo for a FIFO queue; empty for a standard queue
    /// @param trace beside the body, for whoever traces what comes of it
    record Outgoing(String body, Optional<Fifo> fifo, Optional<TraceParent> trace) {
        public Outgoing(String body, Optional<Fifo> fifo) {
            this(body, fifo, Optional.empty());
        }

        public Outgoing in(Optional<TraceParent> other) {
            return new Outgoing(body, fifo, other);
        }
    }

    /// The messages of one group are delivered one after another; messages with the same deduplication id, sent within five
    /// minutes, are one. Ids have 128 characters at most: letters, digits and punctuation.
    record Fifo(String group, String deduplicationId) {
        private static final Pattern ID = Pattern.compile("[!-~]{1,128}");

        public Fifo {
            checkId("group", group);
            checkId("deduplicationId", deduplicationId);
        }

        private static void checkId(String name, String id) {
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException(
                        name + " must be 1 to 128 letters, digits or punctuation but was '" + id + "'");
            }
        }
    }

    /// A message that was delivered.
    ///
    /// @param id the same at each delivery
    /// @param handle names this delivery
    /// @param deliveries how often it was delivered, this time included
    /// @param trace what its sender, or what carried it, says; empty if nothing
    record Received(String id, String handle, String body, int deliveries, Optional<TraceParent> trace) {}
}
