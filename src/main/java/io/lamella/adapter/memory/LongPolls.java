package io.lamella.adapter.memory;

import io.lamella.pipeline.MessageQueue.Received;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The receivers that wait for a message, first come, first served. They are answered on the timer's thread, so that sending
/// never runs what a receiver does next.
///
/// It shares the lock of its queue: callers hold it, and so does every task given to the timer, but not while it answers.
final class LongPolls {
    private final ScheduledExecutorService timer;
    private final Object lock;
    private final IntFunction<List<Received>> source;
    private final Deque<LongPoll> polls = new ArrayDeque<>();
    private Instant wakesAt = Instant.MAX;
    private @Nullable Future<?> wakeUp;

    /// @param source takes up to so many messages off the queue; called under the lock
    LongPolls(ScheduledExecutorService timer, Object lock, IntFunction<List<Received>> source) {
        this.timer = timer;
        this.lock = lock;
        this.source = source;
    }

    void add(int max, Duration wait, UniEmitter<? super List<Received>> emitter) {
        LongPoll poll = new LongPoll(max, emitter);
        polls.add(poll);
        poll.end = timer.schedule(() -> end(poll), wait.toNanos(), TimeUnit.NANOSECONDS);
        emitter.onTermination(() -> forget(poll));
    }

    /// Something may be there to receive.
    void wake() {
        if (!polls.isEmpty()) {
            timer.execute(this::serve);
        }
    }

    /// Something will be there at this time.
    void wakeAt(Instant now, Optional<Instant> visible) {
        if (!polls.isEmpty() && visible.isPresent() && visible.get().isBefore(wakesAt)) {
            if (wakeUp != null) {
                wakeUp.cancel(false);
            }
            wakesAt = visible.get();
            long nanos = Duration.between(now, wakesAt).toNanos();
            wakeUp = timer.schedule(this::serveOnTime, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void serveOnTime() {
        synchronized (lock) {
            wakesAt = Instant.MAX;
        }
        serve();
    }

    private void serve() {
        while (serveOne()) {
            // Until there is nothing to receive or nobody waits.
        }
    }

    private boolean serveOne() {
        LongPoll poll;
        List<Received> messages;
        synchronized (lock) {
            poll = polls.peek();
            if (poll == null) {
                return false;
            }
            messages = source.apply(poll.max);
            if (messages.isEmpty()) {
                return false;
            }
            polls.remove();
        }
        poll.answer(messages);
        return true;
    }

    private void end(LongPoll poll) {
        if (forget(poll)) {
            poll.answer(List.of());
        }
    }

    private boolean forget(LongPoll poll) {
        synchronized (lock) {
            return polls.remove(poll);
        }
    }

    private static final class LongPoll {
        private final int max;
        private final UniEmitter<? super List<Received>> emitter;
        private @Nullable Future<?> end;

        LongPoll(int max, UniEmitter<? super List<Received>> emitter) {
            this.max = max;
            this.emitter = emitter;
        }

        void answer(List<Received> messages) {
            if (end != null) {
                end.cancel(false);
            }
            emitter.complete(messages);
        }
    }
}
