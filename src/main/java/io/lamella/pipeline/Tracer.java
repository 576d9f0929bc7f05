package io.lamella.pipeline;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/// Makes a span of each piece of work, in the trace of what asked for it. Thread-safe.
public interface Tracer {
    /// For whoever does not care.
    Tracer NONE = (subject, cause, startedAt) -> Span.NONE;

    /// A piece of work begins.
    ///
    /// @param cause what the message said that asked for it
    Span start(Subject subject, Optional<TraceParent> cause, Instant startedAt);

    /// Completes when the spans that have ended were sent to wherever they are gathered, or could not be.
    default Uni<Void> flush() {
        return Uni.createFrom().voidItem();
    }

    /// A piece of work that is under way.
    interface Span {
        Span NONE = new Span() {
            @Override
            public Optional<TraceParent> place() {
                return Optional.empty();
            }

            @Override
            public Optional<TraceParent> request() {
                return Optional.empty();
            }

            @Override
            public void end(Event event) {}
        };

        /// Where it is; empty if nothing is traced.
        Optional<TraceParent> place();

        /// What a message is to carry that it sends now; empty if nothing is traced.
        Optional<TraceParent> request();

        void end(Event event);
    }
}
