package io.lamella.entry.wiring;

import io.lamella.adapter.log.EmbeddedMetrics;
import io.lamella.adapter.log.JsonLog;
import io.lamella.adapter.micrometer.MetricsPage;
import io.lamella.pipeline.Observer;
import io.lamella.pipeline.Tracer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a process that stays is observed: by its log, if that is JSON, by a page of metrics, if it has a port, and by traces, if its
/// environment says where they go.
public final class Observation implements AutoCloseable {
    /// Of the time in which a process that is stopped has to end.
    private static final Duration TO_FLUSH = Duration.ofSeconds(2);

    private final @Nullable MetricsPage page;
    private final Observer observer;
    private final Tracer tracer;

    /// @param metricsPort where metrics are served; empty for nowhere
    /// @param more are told as well
    public Observation(Optional<Integer> metricsPort, List<Observer> more) {
        tracer = Tracing.ofEnvironment();
        var observers = new ArrayList<>(more);
        if (LogFormat.isJson()) {
            observers.add(new JsonLog(System.out::println, EmbeddedMetrics.NONE));
        }
        page = metricsPort.map(MetricsPage::new).orElse(null);
        if (page != null) {
            observers.add(page.observer());
        }
        observer = Observer.all(observers);
    }

    public Observer observer() {
        return observer;
    }

    public Tracer tracer() {
        return tracer;
    }

    /// Sends what is left to send, before the process ends.
    public void flush() {
        tracer.flush()
                .ifNoItem()
                .after(TO_FLUSH)
                .recoverWithUni(Uni.createFrom().voidItem())
                .await()
                .indefinitely();
    }

    @Override
    public void close() {
        if (page != null) {
            page.close();
        }
    }
}
