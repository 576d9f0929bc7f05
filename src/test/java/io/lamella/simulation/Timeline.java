package io.lamella.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/// What is going to happen, and the time of the simulated world, which is that of the last thing that happened.
final class Timeline implements InstantSource {
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long now = START;
    private long scheduled;

    private record Event(long at, long number, Runnable action) {}

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    @Override
    public long millis() {
        return now;
    }

    Duration elapsed() {
        return Duration.ofMillis(now - START);
    }

    void after(long millis, Runnable action) {
        events.add(new Event(now + millis, ++scheduled, action));
    }

    /// Whether something is going to happen within so many milliseconds.
    boolean hasNext(long millis) {
        var event = events.peek();
        return event != null && event.at() <= now + millis;
    }

    /// Lets the next thing happen, unless it lies further away than `millis`; false if nothing did.
    boolean next(long millis) {
        if (!hasNext(millis)) {
            return false;
        }
        var event = events.remove();
        now = Math.max(now, event.at());
        event.action().run();
        return true;
    }

    /// Lets time pass. Whatever was to happen until then happens late.
    void pass(Duration duration) {
        now += duration.toMillis();
    }
}
