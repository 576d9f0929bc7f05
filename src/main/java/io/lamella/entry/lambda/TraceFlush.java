package io.lamella.entry.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.lamella.pipeline.Tracer;
import io.smallrye.mutiny.TimeoutException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Sends what was traced before the answer is given, because Lambda stops all threads between two invocations.
@Singleton
final class TraceFlush {
    /// Kept back for the answer: it counts, and whether a trace is whole does not.
    private static final Duration TO_ANSWER = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger(TraceFlush.class.getName());

    private final Tracer tracer;

    @Inject
    TraceFlush(Tracer tracer) {
        this.tracer = tracer;
    }

    void beforeAnswer(Context context) {
        try {
            tracer.flush().await().atMost(TimeLeft.of(context).lessMargin(TO_ANSWER));
        } catch (TimeoutException e) {
            LOG.log(System.Logger.Level.WARNING, "There was no time to send what was traced; it is sent with the next");
        }
    }
}
