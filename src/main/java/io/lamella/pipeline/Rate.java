package io.lamella.pipeline;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/// Lets so many messages pass in a second, evenly. What was held up elsewhere is not made up for by a burst.
public final class Rate implements Backlog.Gate {
    private static final double NANOS = 1e9;
    private static final int CHUNKS_PER_SECOND = 10;
    private static final int MAX_AT_ONCE = 100;

    private final double perSecond;
    private final InstantSource clock;
    private final Function<Duration, Uni<Void>> pause;
    private Instant next = Instant.MIN;

    /// @param pause completes after a time
    public Rate(double perSecond, InstantSource clock, Function<Duration, Uni<Void>> pause) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("rate must be positive but was " + perSecond);
        }
        this.perSecond = perSecond;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public int atOnce() {
        return (int) Math.clamp(perSecond / CHUNKS_PER_SECOND, 1, MAX_AT_ONCE);
    }

    @Override
    public Uni<Void> pass(int messages) {
        return Uni.createFrom().deferred(() -> {
            var now = clock.instant();
            var due = next.isAfter(now) ? next : now;
            next = due.plusNanos((long) (messages / perSecond * NANOS));
            return due.isAfter(now)
                    ? pause.apply(Duration.between(now, due))
                    : Uni.createFrom().voidItem();
        });
    }
}
