package io.lamella.adapter.micrometer;

import io.lamella.pipeline.Event;
import io.lamella.pipeline.Measurement;
import io.lamella.pipeline.Metric;
import io.lamella.pipeline.Observer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Keeps the meters of a process: a counter for each sum, a gauge for each level, by function and dataset.
public final class Meters implements Observer {
    private final MeterRegistry registry;
    private final Map<Level, Double> levels = new ConcurrentHashMap<>();

    private record Level(Metric metric, Tags tags) {}

    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void observe(Event event) {
        for (var measurement : Measurement.of(event)) {
            var tags = Tags.of("function", measurement.function(), "dataset", dataset(measurement.dataset()));
            measurement.values().forEach((metric, value) -> count(metric, tags, value.doubleValue()));
        }
    }

    /// Prometheus wants a meter to have the same tags always, so what is of the whole lake has an empty one.
    private static String dataset(Optional<String> dataset) {
        return dataset.orElse("");
    }

    private void count(Metric metric, Tags tags, double value) {
        switch (metric.kind()) {
            case SUM ->
                Counter.builder(name(metric))
                        .tags(tags)
                        .baseUnit(unit(metric))
                        .register(registry)
                        .increment(value);
            case LEVEL -> {
                var level = new Level(metric, tags);
                if (levels.put(level, value) == null) {
                    Gauge.builder(name(metric), () -> levels.get(level))
                            .tags(tags)
                            .baseUnit(unit(metric))
                            .register(registry);
                }
            }
        }
    }

    private static String name(Metric metric) {
        return "lamella." + metric.name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /// Null for what is counted; else it is the end of the name.
    private static @Nullable String unit(Metric metric) {
        return switch (metric.unit()) {
            case COUNT -> null;
            case BYTES -> "bytes";
            case SECONDS -> "seconds";
            case DOLLARS -> "dollars";
        };
    }
}
