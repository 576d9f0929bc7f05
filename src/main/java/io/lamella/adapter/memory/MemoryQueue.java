package io.lamella.adapter.memory;

import io.lamella.pipeline.MessageQueue;
import io.lamella.pipeline.QueueException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/// A queue in memory that does what SQS does: visibility, redelivery, delay, dead letters, and for FIFO also groups in order
/// and deduplication. Ids and handles are counted, so that a run can be repeated. Safe for several threads.
///
/// Without a timer a receiver never waits: it gets what is there, or nothing, at once. Then every call happens within its
/// subscription, and whoever moves the clock decides what is visible.
public final class MemoryQueue implements MessageQueue {
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private final QueueSettings settings;
    private final InstantSource clock;
    private final Backlog backlog;
    private final @Nullable LongPolls longPolls;

    /// A queue in which nobody waits.
    public MemoryQueue(QueueSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.backlog = new Backlog(settings);
        this.longPolls = null;
    }

    /// A queue whose receivers wait with the help of a timer, which must go by the same clock.
    public MemoryQueue(QueueSettings settings, InstantSource clock, ScheduledExecutorService timer) {
        this.settings = settings;
        this.clock = clock;
        this.backlog = new Backlog(settings);
        this.longPolls = new LongPolls(timer, this, this::take);
    }

    @Override
    public Uni<Void> send(Outgoing message) {
        return call(() -> backlog.send(message, clock.instant()));
    }

    @Override
    public Uni<Void> acknowledge(Received message) {
        return call(() -> backlog.acknowledge(message, clock.instant()));
    }

    @Override
    public Uni<Void> extend(Received message, Duration visibility) {
        return call(() -> backlog.extend(message, visibility, clock.instant()));
    }

    void adopt(QueuedMessage dead) {
        change(() -> backlog.adopt(dead, clock.instant()));
    }

    private Uni<Void> call(Runnable change) {
        return Uni.createFrom().voidItem().invoke(() -> change(change));
    }

    private synchronized void change(Runnable change) {
        change.run();
        if (longPolls != null) {
            longPolls.wake();
        }
    }

    @Override
    public Uni<List<Received>> receive(int max, Duration wait) {
        if (wait.isNegative() || wait.compareTo(MAX_WAIT) > 0) {
            return Uni.createFrom()
                    .failure(() -> new QueueException(
                            "receive from " + settings.name() + ": wait must be 0 to 20 s but was " + wait));
        }
        return Uni.createFrom().emitter(emitter -> receive(max, wait, emitter));
    }

    private void receive(int max, Duration wait, UniEmitter<? super List<Received>> emitter) {
        List<Received> messages;
        synchronized (this) {
            messages = take(max);
            if (messages.isEmpty() && wait.isPositive() && longPolls != null) {
                longPolls.add(max, wait, emitter);
                longPolls.wakeAt(clock.instant(), nextVisible());
                return;
            }
        }
        emitter.complete(messages);
    }

    private List<Received> take(int max) {
        List<Received> messages = backlog.receive(max, clock.instant());
        if (messages.isEmpty() && longPolls != null) {
            longPolls.wakeAt(clock.instant(), nextVisible());
        }
        return messages;
    }

    boolean isFifo() {
        return settings.fifo();
    }

    /// How many messages there are that nobody is working on: those that can be received, are delayed or wait for their group.
    public int depth() {
        return waiting().size();
    }

    /// How many messages were delivered and are neither acknowledged nor visible again.
    public int inFlight() {
        return held().size();
    }

    /// The bodies of the messages that nobody is working on, in their order.
    public synchronized List<String> waiting() {
        Instant now = clock.instant();
        return backlog.bodies(message -> !message.isInFlight(now));
    }

    private synchronized List<String> held() {
        Instant now = clock.instant();
        return backlog.bodies(message -> message.isInFlight(now));
    }

    /// The bodies of the messages that went to the dead-letter queue and are still there. A message goes there when it would
    /// have been delivered once too often, not before.
    public List<String> deadLetters() {
        return settings.redrive() == null
                ? List.of()
                : settings.redrive().deadLetters().all();
    }

    private synchronized List<String> all() {
        return backlog.bodies(message -> true);
    }

    /// When the next message becomes visible that is not so now: the time to which to move a clock when nothing else is left
    /// to do.
    public synchronized Optional<Instant> nextVisible() {
        return backlog.nextVisible(clock.instant());
    }
}
