package io.lamella.pipeline;

import io.lamella.pipeline.MessageQueue.Received;
import io.smallrye.mutiny.Uni;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Works off a queue in a long-running process: receives messages, has them handled side by side, keeps them invisible
/// meanwhile, and acknowledges those that went well. One that fails is left to come back, and holds nothing else up.
///
/// It receives only what it has room for, so that no message waits here while its visibility runs out.
public final class Poller {
    private static final Logger LOG = System.getLogger(Poller.class.getName());

    /// A pause after an empty answer, for queues that do not wait.
    private static final Duration IDLE = Duration.ofMillis(200);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

    private final MessageQueue queue;
    private final Handler handler;
    private final PollerSettings settings;
    private final ScheduledExecutorService timer;
    private final RandomGenerator random;
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();

    private State state = State.NEW;
    private boolean polling;
    private int inFlight;
    private int failedPolls;
    private @Nullable Future<?> rest;

    /// @param timer for heartbeats and pauses; stays the caller's to shut down, after [#stop]
    /// @param random for pauses of different lengths
    public Poller(
            MessageQueue queue,
            Handler handler,
            PollerSettings settings,
            ScheduledExecutorService timer,
            RandomGenerator random) {
        this.queue = queue;
        this.handler = handler;
        this.settings = settings;
        this.timer = timer;
        this.random = random;
    }

    /// What is done with each message. It is subscribed to on the thread that brings the message; work that keeps a thread busy
    /// belongs on threads of its own.
    public interface Handler {
        /// Completes when the message may be acknowledged, fails when it is to come back.
        Uni<Void> handle(Received message);
    }

    private enum State {
        NEW,
        RUNNING,
        STOPPING
    }

    public void start() {
        synchronized (this) {
            if (state != State.NEW) {
                throw new IllegalStateException("a poller must be started once but was " + state);
            }
            state = State.RUNNING;
        }
        timer.execute(this::poll);
    }

    /// Takes no more messages and completes when those in flight are done, however they end. What a receive that is still
    /// waiting brings, it gives back.
    public Uni<Void> stop() {
        return Uni.createFrom().completionStage(() -> {
            synchronized (this) {
                state = State.STOPPING;
                if (rest != null) {
                    rest.cancel(false);
                }
            }
            completeIfDrained();
            return drained;
        });
    }

    private void poll() {
        int room;
        synchronized (this) {
            room = Math.min(settings.batch(), settings.concurrency() - inFlight);
            if (state != State.RUNNING || polling || room == 0) {
                return;
            }
            polling = true;
        }
        Uni.createFrom()
                .deferred(() -> queue.receive(room, settings.longPoll()))
                .subscribe()
                .with(this::received, this::notReceived);
    }

    private void received(List<Received> messages) {
        boolean running;
        synchronized (this) {
            failedPolls = 0;
            running = state == State.RUNNING;
            if (running) {
                inFlight += messages.size();
                polling = messages.isEmpty();
            }
        }
        if (!running) {
            messages.forEach(this::giveBack);
        } else if (messages.isEmpty()) {
            restFor(IDLE);
        } else {
            messages.forEach(this::handle);
            pollSoon();
        }
    }

    private void notReceived(Throwable failure) {
        Duration backoff;
        synchronized (this) {
            if (state != State.RUNNING) {
                return;
            }
            backoff = jittered(doubled(FIRST_BACKOFF, failedPolls++, MAX_BACKOFF));
        }
        LOG.log(Level.WARNING, "Could not receive messages; trying again in " + backoff.toMillis() + " ms", failure);
        restFor(backoff);
    }

    /// Nothing is received for a while, whatever ends meanwhile.
    private synchronized void restFor(Duration pause) {
        if (state == State.RUNNING) {
            rest = timer.schedule(this::wake, pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void wake() {
        synchronized (this) {
            polling = false;
        }
        poll();
    }

    /// On the timer, so that a queue that answers at once does not pile up calls on one stack.
    private synchronized void pollSoon() {
        if (state == State.RUNNING) {
            timer.execute(this::poll);
        }
    }

    private void handle(Received message) {
        Heartbeat heartbeat = new Heartbeat(queue, message, settings.visibility(), timer);
        Uni.createFrom()
                .deferred(() -> handler.handle(message))
                .onTermination()
                .invoke(heartbeat::stop)
                .onItemOrFailure()
                .transformToUni(
                        (done, failure) -> failure == null ? queue.acknowledge(message) : comeBack(message, failure))
                .onTermination()
                .invoke(this::finished)
                .subscribe()
                .with(done -> {}, failure -> notSettled(message, failure));
    }

    /// The rest of the visibility is the pause before the next delivery, unless a shorter one is wanted.
    private Uni<Void> comeBack(Received message, Throwable failure) {
        var text = "Message " + message.id() + " failed at delivery " + message.deliveries() + " and will come back: ";
        if (failure instanceof UnhandledMessageException) {
            // Says all that there is to say about what the message brought.
            LOG.log(Level.WARNING, text + failure.getMessage());
        } else {
            LOG.log(Level.WARNING, text + failure, failure);
        }
        Duration backoff = doubled(settings.backoff(), message.deliveries() - 1, settings.visibility());
        return backoff.compareTo(settings.visibility()) < 0
                ? queue.extend(message, backoff)
                : Uni.createFrom().voidItem();
    }

    private void notSettled(Received message, Throwable failure) {
        LOG.log(Level.WARNING, "Message " + message.id() + " will come back although it need not, or late", failure);
    }

    private void finished() {
        synchronized (this) {
            inFlight--;
        }
        completeIfDrained();
        pollSoon();
    }

    private void completeIfDrained() {
        boolean done;
        synchronized (this) {
            done = state == State.STOPPING && inFlight == 0;
        }
        if (done) {
            drained.complete(null);
        }
    }

    private void giveBack(Received message) {
        queue.extend(message, Duration.ZERO)
                .subscribe()
                .with(
                        done -> {},
                        failure -> LOG.log(Level.DEBUG, "Message " + message.id() + " comes back late", failure));
    }

    private static Duration doubled(Duration first, int times, Duration max) {
        Duration backoff = first.multipliedBy(1L << Math.clamp(times, 0, 20));
        return backoff.compareTo(max) < 0 ? backoff : max;
    }

    /// Half to all of a pause, so that workers that failed together do not come back together.
    private Duration jittered(Duration pause) {
        long half = pause.toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }
}
