package io.lamella.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// A clock that stands still until a test moves it, and a timer that goes by it: its tasks run within [#advance], in the
/// order of their times.
public final class ManualTime extends AbstractExecutorService implements InstantSource, ScheduledExecutorService {
    private final PriorityQueue<Task<?>> tasks =
            new PriorityQueue<>(Comparator.comparing((Task<?> task) -> task.at).thenComparingLong(task -> task.number));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long count;
    private boolean shutdown;

    @Override
    public Instant instant() {
        return now;
    }

    /// Moves the clock, by way of every task that is due until then.
    public void advance(Duration duration) {
        Instant until = now.plus(duration);
        while (!tasks.isEmpty() && !tasks.peek().at.isAfter(until)) {
            Task<?> task = tasks.remove();
            now = task.at;
            task.run();
        }
        now = until;
    }

    /// Runs what is due now.
    public void settle() {
        advance(Duration.ZERO);
    }

    @Override
    public void execute(Runnable command) {
        tasks.add(new Task<Void>(command, null, now, null));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(new Task<Void>(command, null, after(delay, unit), null));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return add(new Task<>(callable, after(delay, unit)));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        Duration every = Duration.of(period, unit.toChronoUnit());
        return add(new Task<Void>(command, null, after(initialDelay, unit), every));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return scheduleAtFixedRate(command, initialDelay, delay, unit);
    }

    private Instant after(long delay, TimeUnit unit) {
        return now.plus(delay, unit.toChronoUnit());
    }

    private <V> Task<V> add(Task<V> task) {
        tasks.add(task);
        return task;
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutdown;
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long number = ++count;
        private final Duration every;
        private Instant at;

        Task(Runnable command, V result, Instant at, Duration every) {
            super(command, result);
            this.at = at;
            this.every = every;
        }

        Task(Callable<V> callable, Instant at) {
            super(callable);
            this.at = at;
            this.every = null;
        }

        @Override
        public void run() {
            if (every == null) {
                super.run();
            } else if (runAndReset()) {
                at = at.plus(every);
                tasks.add(this);
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            tasks.remove(this);
            return super.cancel(mayInterruptIfRunning);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(now, at));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
