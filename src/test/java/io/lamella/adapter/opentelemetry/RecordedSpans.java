package io.lamella.adapter.opentelemetry;

import io.lamella.pipeline.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/// The spans that a tracer made and that have ended.
public final class RecordedSpans {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Tracer tracer = new OtlpTracer(SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build());

    public Tracer tracer() {
        return tracer;
    }

    public List<SpanData> all() {
        return exporter.getFinishedSpanItems();
    }

    /// The only one of a name.
    public SpanData named(String name) {
        var found = all().stream().filter(span -> span.getName().equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError("one span must be called " + name + " but there are " + all());
        }
        return found.getFirst();
    }
}
