package io.lamella.simulation;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The threads of a process that is an actor: what they are given happens on the timeline, for as long as the actor lives.
final class ActorTimer extends AbstractExecutorService implements ScheduledExecutorService {
    private final Actor actor;

    ActorTimer(Actor actor) {
        this.actor = actor;
    }

    @Override
    public void execute(Runnable command) {
        actor.execute(command);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return start(new Task<@Nullable Void>(command, 0), unit.toMillis(delay));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return start(new Task<>(callable), unit.toMillis(delay));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return start(new Task<@Nullable Void>(command, unit.toMillis(period)), unit.toMillis(initialDelay));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return scheduleAtFixedRate(command, initialDelay, delay, unit);
    }

    private <V> Task<V> start(Task<V> task, long millis) {
        actor.after(millis, task);
        return task;
    }

    @Override
    public void shutdown() {
        actor.end();
    }

    @Override
    public List<Runnable> shutdownNow() {
        actor.end();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return !actor.isAlive();
    }

    @Override
    public boolean isTerminated() {
        return !actor.isAlive();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return !actor.isAlive();
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final long period;

        /// @param period in milliseconds; 0 for once
        @SuppressWarnings("NullAway") // of a V that is Void
        Task(Runnable command, long period) {
            super(command, null);
            this.period = period;
        }

        Task(Callable<V> callable) {
            super(callable);
            this.period = 0;
        }

        @Override
        public void run() {
            if (period == 0) {
                super.run();
            } else if (runAndReset()) {
                actor.after(period, this);
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException("nobody asks");
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException("nobody asks");
        }
    }
}
