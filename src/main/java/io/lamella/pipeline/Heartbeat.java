package io.lamella.pipeline;

import io.lamella.pipeline.MessageQueue.Received;
import io.smallrye.mutiny.Uni;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps a message from others for as long as the work on it takes.
///
/// It extends the visibility at each third of it. A call that fails is made again after a twelfth, so that with a visibility
/// of 60 s eight of them may fail in a row, from 20 s to 55 s, and the message is still ours. A call that hangs holds up no
/// other.
final class Heartbeat {
    private static final Logger LOG = System.getLogger(Heartbeat.class.getName());

    private final MessageQueue queue;
    private final Received message;
    private final Duration visibility;
    private final ScheduledExecutorService timer;
    private final Future<?> beats;
    private @Nullable Future<?> retry;
    private boolean stopped;

    Heartbeat(MessageQueue queue, Received message, Duration visibility, ScheduledExecutorService timer) {
        this.queue = queue;
        this.message = message;
        this.visibility = visibility;
        this.timer = timer;
        long period = visibility.dividedBy(3).toNanos();
        this.beats = timer.scheduleAtFixedRate(this::beat, period, period, TimeUnit.NANOSECONDS);
    }

    private void beat() {
        Uni.createFrom()
                .deferred(() -> queue.extend(message, visibility))
                .subscribe()
                .with(done -> {}, this::missed);
    }

    private synchronized void missed(Throwable failure) {
        if (stopped) {
            return;
        }
        LOG.log(
                Level.WARNING,
                "Could not extend the visibility of message " + message.id() + "; trying again",
                failure);
        if (retry == null) {
            retry = timer.schedule(this::retry, visibility.dividedBy(12).toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void retry() {
        synchronized (this) {
            retry = null;
        }
        beat();
    }

    synchronized void stop() {
        stopped = true;
        beats.cancel(false);
        if (retry != null) {
            retry.cancel(false);
        }
    }
}
