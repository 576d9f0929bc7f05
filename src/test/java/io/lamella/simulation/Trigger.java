package io.lamella.simulation;

import io.lamella.adapter.memory.MemoryQueue;
import io.lamella.pipeline.MessageQueue.Received;
import java.time.Duration;
import java.util.function.Consumer;

/// Starts an actor for every message that a queue delivers, as Lambda does.
final class Trigger {
    private final MemoryQueue queue;
    private final Timeline timeline;
    private final Weather weather;
    private final Consumer<Received> start;
    private long nextPoll = Long.MAX_VALUE;

    Trigger(MemoryQueue queue, Timeline timeline, Weather weather, Consumer<Received> start) {
        this.queue = queue;
        this.timeline = timeline;
        this.weather = weather;
        this.start = start;
    }

    /// There may be something to receive.
    void wake() {
        pollAt(timeline.millis() + weather.travel());
    }

    private void pollAt(long at) {
        if (at < nextPoll) {
            nextPoll = at;
            timeline.after(Math.max(0, at - timeline.millis()), () -> poll(at));
        }
    }

    private void poll(long planned) {
        if (planned != nextPoll) {
            return;
        }
        nextPoll = Long.MAX_VALUE;
        var received = queue.receive(1, Duration.ZERO).await().indefinitely();
        if (received.isEmpty()) {
            queue.nextVisible().ifPresent(visible -> pollAt(visible.toEpochMilli()));
        } else {
            start.accept(received.getFirst());
            wake();
        }
    }
}
