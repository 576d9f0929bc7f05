package io.lamella.entry.wiring;

import io.lamella.adapter.opentelemetry.OtlpSettings;
import io.lamella.adapter.opentelemetry.OtlpTracer;
import io.lamella.pipeline.Tracer;

/// Whether this process is traced, which its environment says. If not, nothing of OpenTelemetry is loaded.
final class Tracing {
    private Tracing() {}

    static Tracer ofEnvironment() {
        var settings = OtlpSettings.of(System.getenv());
        // A method reference would load the class that it names.
        return settings.isPresent() ? OtlpTracer.open(settings.get()) : Tracer.NONE;
    }
}
