package io.lamella.pipeline;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells an observer of each piece of work, whether it is done, fails or is given up, and has it traced.
///
/// Each gets a meter of its own between it and the store, so that what it cost can be told from what goes on beside it.
public final class Watch {
    private static final Logger LOG = System.getLogger(Watch.class.getName());

    private final ObjectStore store;
    private final InstantSource clock;
    private final Observer observer;
    private final Tracer tracer;

    /// One that traces nothing.
    public Watch(ObjectStore store, InstantSource clock, Observer observer) {
        this(store, clock, observer, Tracer.NONE);
    }

    public Watch(ObjectStore store, InstantSource clock, Observer observer, Tracer tracer) {
        this.store = store;
        this.clock = clock;
        this.observer = observer;
        this.tracer = tracer;
    }

    /// Fails as the work does; with an [OutOfHeapException] if memory did not suffice.
    ///
    /// @param cause what the message said of traces that asked for the work
    /// @param work what is to be done
    /// @param result how its item is told
    public <T> Uni<T> over(
            Subject subject,
            Optional<TraceParent> cause,
            Function<Work, Uni<T>> work,
            Function<T, Event.Result> result) {
        return Uni.createFrom().deferred(() -> {
            var meter = new StoreMeter(store);
            var startedAt = clock.instant();
            var span = tracer.start(subject, cause, startedAt);
            var soFar = new AtomicReference<Event.@Nullable Result>();
            return started(subject, span.place(), () -> work.apply(new Work(meter, span::request, soFar::set)))
                    .onFailure()
                    .transform(OutOfHeapException::explained)
                    .onTermination()
                    .invoke((item, failure, cancelled) -> {
                        var took = Duration.between(startedAt, clock.instant());
                        var became = item == null
                                ? new Event.Failed(reason(failure), Optional.ofNullable(soFar.get()))
                                : result.apply(item);
                        var event = new Event(subject, became, startedAt, took, meter.read(), span.place());
                        tell(event, observer::observe);
                        tell(event, span::end);
                    });
        });
    }

    /// The work is put together where it is started, because Mutiny takes along what belongs to the thread from there.
    private <T> Uni<T> started(Subject subject, Optional<TraceParent> trace, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom()
                .emitter(waiting -> observer.start(subject, trace, () -> {
                    var running = Uni.createFrom().deferred(work).subscribe().with(waiting::complete, waiting::fail);
                    waiting.onTermination(running::cancel);
                }));
    }

    private static Throwable reason(@Nullable Throwable failure) {
        return failure == null
                ? new CancellationException("it was given up, for nobody waits for it any more")
                : failure;
    }

    /// Work that is done must not fail because it could not be told.
    private static void tell(Event event, Consumer<Event> listener) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "What became of " + event.subject() + " could not be told", e);
        }
    }
}
