package io.lamella.pipeline;

import java.time.Duration;

/// How a [Poller] works.
///
/// @param concurrency how many messages are handled at a time
/// @param visibility that of the queue; the heartbeat extends by as much
/// @param batch how many messages are received at a time, 1 to 10. 1 for a FIFO queue: the messages of a batch are handled
///     side by side, also those of one group
/// @param longPoll how long to wait for messages, 20 s at most
/// @param backoff after how long a message comes back that failed once, doubled at each further failure and never more than
///     the visibility
public record PollerSettings(int concurrency, Duration visibility, int batch, Duration longPoll, Duration backoff) {
    private static final int MAX_BATCH = 10;
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    public PollerSettings {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be positive but was " + concurrency);
        }
        if (!visibility.isPositive()) {
            throw new IllegalArgumentException("visibility must be positive but was " + visibility);
        }
        if (batch < 1 || batch > MAX_BATCH) {
            throw new IllegalArgumentException("batch must be 1 to 10 but was " + batch);
        }
        if (longPoll.isNegative() || longPoll.compareTo(MAX_WAIT) > 0) {
            throw new IllegalArgumentException("longPoll must be 0 to 20 s but was " + longPoll);
        }
        if (backoff.isNegative()) {
            throw new IllegalArgumentException("backoff must not be negative but was " + backoff);
        }
    }

    /// For a standard queue. A message that failed stays away for the whole visibility: an outage of minutes should not use
    /// up its deliveries.
    public static PollerSettings standard(int concurrency, Duration visibility) {
        return new PollerSettings(concurrency, visibility, MAX_BATCH, MAX_WAIT, visibility);
    }

    /// For a FIFO queue. A message that failed blocks its group, so it comes back after 5 s, 10 s, 20 s and so on.
    public static PollerSettings fifo(int concurrency, Duration visibility) {
        return new PollerSettings(concurrency, visibility, 1, MAX_WAIT, Duration.ofSeconds(5));
    }
}
