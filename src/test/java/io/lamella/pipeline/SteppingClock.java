package io.lamella.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands until it is told to go on.
public final class SteppingClock implements InstantSource {
    private final AtomicReference<Instant> now;

    public SteppingClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    public void pass(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }
}
