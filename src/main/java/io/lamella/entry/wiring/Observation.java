package io.lamella.entry.wiring;

import io.lamella.adapter.log.EmbeddedMetrics;
import io.lamella.adapter.log.JsonLog;
import io.lamella.adapter.micrometer.MetricsPage;
import io.lamella.pipeline.Observer;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a process that stays is observed: by its log, if that is JSON, and by a page of metrics, if it has a port.
public final class Observation implements AutoCloseable {
    private final @Nullable MetricsPage page;
    private final Observer observer;

    /// @param metricsPort where metrics are served; empty for nowhere
    public Observation(Optional<Integer> metricsPort) {
        var observers = new ArrayList<Observer>();
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

    @Override
    public void close() {
        if (page != null) {
            page.close();
        }
    }
}
