package io.lamella.simulation;

import io.lamella.adapter.memory.MemoryQueue;
import java.util.ArrayList;
import java.util.List;

/// Rings for those who wait until a queue may have something for them.
final class Bell {
    private final MemoryQueue queue;
    private final Timeline timeline;
    private final Weather weather;
    private List<Runnable> waiting = new ArrayList<>();
    private long next = Long.MAX_VALUE;

    Bell(MemoryQueue queue, Timeline timeline, Weather weather) {
        this.queue = queue;
        this.timeline = timeline;
        this.weather = weather;
    }

    /// There may be something to receive.
    void wake() {
        ringAt(timeline.millis() + weather.travel());
    }

    /// Is called once, by somebody who just found the queue empty: when it may be so no longer.
    void await(Runnable waiter) {
        waiting.add(waiter);
        queue.nextVisible().ifPresent(visible -> ringAt(visible.toEpochMilli()));
    }

    private void ringAt(long at) {
        if (at < next) {
            next = at;
            timeline.after(Math.max(0, at - timeline.millis()), () -> ring(at));
        }
    }

    private void ring(long planned) {
        if (planned == next) {
            next = Long.MAX_VALUE;
            var called = waiting;
            waiting = new ArrayList<>();
            called.forEach(Runnable::run);
        }
    }
}
