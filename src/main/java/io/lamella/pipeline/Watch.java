package io.lamella.pipeline;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells an observer of each piece of work, whether it is done, fails or is given up.
///
/// Each gets a meter of its own between it and the store, so that what it cost can be told from what goes on beside it.
public final class Watch {
    private static final Logger LOG = System.getLogger(Watch.class.getName());

    private final ObjectStore store;
    private final InstantSource clock;
    private final Observer observer;

    public Watch(ObjectStore store, InstantSource clock, Observer observer) {
        this.store = store;
        this.clock = clock;
        this.observer = observer;
    }

    /// @param work what is to be done, over a store
    /// @param result how its item is told
    public <T> Uni<T> over(Subject subject, Function<ObjectStore, Uni<T>> work, Function<T, Event.Result> result) {
        return Uni.createFrom().deferred(() -> {
            var meter = new StoreMeter(store);
            var startedAt = clock.instant();
            return started(subject, () -> work.apply(meter))
                    .onTermination()
                    .invoke((item, failure, cancelled) ->
                            tell(subject, result(item, failure, result), startedAt, meter.read()));
        });
    }

    /// The work is put together where it is started, because Mutiny takes along what belongs to the thread from there.
    private <T> Uni<T> started(Subject subject, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom()
                .emitter(waiting -> observer.start(subject, () -> {
                    var running = Uni.createFrom().deferred(work).subscribe().with(waiting::complete, waiting::fail);
                    waiting.onTermination(running::cancel);
                }));
    }

    private static <T> Event.Result result(
            @Nullable T item, @Nullable Throwable failure, Function<T, Event.Result> result) {
        if (failure != null) {
            return new Event.Failed(failure);
        }
        return item == null
                ? new Event.Failed(new CancellationException("it was given up, for nobody waits for it any more"))
                : result.apply(item);
    }

    /// Work that is done must not fail because it could not be told.
    private void tell(Subject subject, Event.Result result, Instant startedAt, StoreMeter.Reading traffic) {
        try {
            var took = Duration.between(startedAt, clock.instant());
            observer.observe(new Event(subject, result, startedAt, took, traffic));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "What became of " + subject + " could not be told", e);
        }
    }
}
