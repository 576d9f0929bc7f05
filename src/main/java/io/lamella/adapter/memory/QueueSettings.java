package io.lamella.adapter.memory;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a [MemoryQueue] behaves; the defaults are those of SQS.
///
/// @param name for messages and message ids
/// @param fifo whether groups are kept in order and doubles are dropped
/// @param visibility how long a delivered message is kept from others, if nobody extends it
/// @param delay how long after sending a message is first delivered; 15 minutes at most
/// @param redrive where messages go that were delivered too often; null means that they are delivered for ever
public record QueueSettings(
        String name,
        boolean fifo,
        Duration visibility,
        Duration delay,
        @Nullable Redrive redrive) {

    private static final Duration MAX_DELAY = Duration.ofMinutes(15);

    public QueueSettings {
        if (visibility.isNegative()) {
            throw new IllegalArgumentException("visibility must not be negative but was " + visibility);
        }
        if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
            throw new IllegalArgumentException("delay must be 0 to 900 seconds but was " + delay);
        }
        if (redrive != null && redrive.deadLetters().isFifo() != fifo) {
            throw new IllegalArgumentException(
                    "the dead-letter queue of " + name + " must be " + (fifo ? "FIFO" : "standard") + " as well");
        }
    }

    public static QueueSettings standard(String name) {
        return new QueueSettings(name, false, Duration.ofSeconds(30), Duration.ZERO, null);
    }

    public static QueueSettings fifo(String name) {
        return new QueueSettings(name, true, Duration.ofSeconds(30), Duration.ZERO, null);
    }

    public QueueSettings withVisibility(Duration visibility) {
        return new QueueSettings(name, fifo, visibility, delay, redrive);
    }

    public QueueSettings withDelay(Duration delay) {
        return new QueueSettings(name, fifo, visibility, delay, redrive);
    }

    /// A message that was delivered `maxReceiveCount` times and would be delivered again goes to `deadLetters` instead.
    public QueueSettings withDeadLetters(MemoryQueue deadLetters, int maxReceiveCount) {
        return new QueueSettings(name, fifo, visibility, delay, new Redrive(deadLetters, maxReceiveCount));
    }

    /// When a message is given up, and where it goes.
    public record Redrive(MemoryQueue deadLetters, int maxReceiveCount) {
        public Redrive {
            if (maxReceiveCount < 1) {
                throw new IllegalArgumentException("maxReceiveCount must be positive but was " + maxReceiveCount);
            }
        }
    }
}
