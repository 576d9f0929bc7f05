package io.lamella.adapter.opentelemetry;

import io.lamella.pipeline.Event;
import io.lamella.pipeline.Measurement;
import io.lamella.pipeline.MergeSummary;
import io.lamella.pipeline.Subject;
import io.lamella.pipeline.TraceParent;
import io.lamella.pipeline.Tracer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.internal.http.HttpSenderProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.sender.jdk.internal.JdkHttpSenderProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A span for each slice, merge and sweep, by OpenTelemetry's SDK.
///
/// A merge is a child of what asked for it. What a merge itself asks for begins a trace of its own, linked to that merge: in a
/// busy partition one merge asks for the next, for ever, and a trace has to end.
public final class OtlpTracer implements Tracer {
    private static final String SCOPE = "io.lamella";
    private static final String PREFIX = "lamella.";

    private final SdkTracerProvider provider;
    private final io.opentelemetry.api.trace.Tracer tracer;

    OtlpTracer(SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider.get(SCOPE);
    }

    /// Sends spans every few seconds, in a thread of its own, as long as the process lasts.
    public static Tracer open(OtlpSettings settings) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint().toString())
                .setHeaders(settings::headers)
                .setTimeout(settings.timeout())
                .setConnectTimeout(settings.timeout())
                .setMeterProvider(MeterProvider.noop())
                .setComponentLoader(OtlpTracer::parts)
                .build();
        var attributes = Attributes.builder();
        settings.resource().forEach(attributes::put);
        return new OtlpTracer(SdkTracerProvider.builder()
                .setSampler(Samplers.of(settings))
                .setResource(Resource.getDefault().merge(Resource.create(attributes.build())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setExporterTimeout(settings.timeout())
                        .build())
                .build());
    }

    /// Names the one way to send that is in the package, which a native executable could not look for. By a method reference:
    /// Quarkus loads all classes of ours when a function starts, and with a class that implements an interface that interface.
    private static <T> Iterable<T> parts(Class<T> service) {
        return service.equals(HttpSenderProvider.class)
                ? List.of(service.cast(new JdkHttpSenderProvider()))
                : List.of();
    }

    @Override
    public Span start(Subject subject, Optional<TraceParent> cause, Instant startedAt) {
        var builder = tracer.spanBuilder(subject.event()
                        + subject.dataset().map(name -> " " + name).orElse(""))
                .setSpanKind(kind(subject))
                .setStartTimestamp(startedAt);
        subject.names().forEach((name, value) -> builder.setAttribute(PREFIX + name, value));
        return new Started(subject, setParent(builder, cause).startSpan());
    }

    /// A schedule has no message.
    private static SpanKind kind(Subject subject) {
        return switch (subject) {
            case Subject.Slice _, Subject.Stretch _, Subject.Verdict _, Subject.Partition _ -> SpanKind.CONSUMER;
            case Subject.WholeLake _, Subject.FoldersOfOthers _ -> SpanKind.INTERNAL;
        };
    }

    private static SpanBuilder setParent(SpanBuilder builder, Optional<TraceParent> cause) {
        return cause.map(parent ->
                        builder.setParent(Context.root().with(io.opentelemetry.api.trace.Span.wrap(remote(parent)))))
                .orElseGet(builder::setNoParent);
    }

    private static SpanContext remote(TraceParent parent) {
        return SpanContext.createFromRemoteParent(
                parent.traceId(),
                parent.spanId(),
                parent.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    @Override
    public Uni<Void> flush() {
        return Uni.createFrom().emitter(waiting -> provider.forceFlush().whenComplete(() -> waiting.complete(null)));
    }

    private static TraceParent place(io.opentelemetry.api.trace.Span span) {
        var context = span.getSpanContext();
        return new TraceParent(context.getTraceId(), context.getSpanId(), context.isSampled());
    }

    private final class Started implements Span {
        private final Subject subject;
        private final io.opentelemetry.api.trace.Span span;

        Started(Subject subject, io.opentelemetry.api.trace.Span span) {
            this.subject = subject;
            this.span = span;
        }

        @Override
        public Optional<TraceParent> place() {
            return Optional.of(OtlpTracer.place(span));
        }

        @Override
        public Optional<TraceParent> request() {
            return subject instanceof Subject.Partition ? Optional.of(nextTrace()) : place();
        }

        private TraceParent nextTrace() {
            var request = tracer.spanBuilder("request merge")
                    .setNoParent()
                    .addLink(span.getSpanContext())
                    .setSpanKind(SpanKind.PRODUCER)
                    .startSpan();
            subject.names().forEach((name, value) -> request.setAttribute(PREFIX + name, value));
            request.end();
            return OtlpTracer.place(request);
        }

        private void failed(MergeSummary summary) {
            for (var folder : summary.failures()) {
                span.recordException(folder.cause()).setStatus(StatusCode.ERROR, "failed: " + folder.where());
            }
        }

        @Override
        public void end(Event event) {
            Measurement.of(event).getFirst().values().forEach((metric, value) -> {
                if (value instanceof Double number) {
                    span.setAttribute(PREFIX + metric.camelCase(), number);
                } else {
                    span.setAttribute(PREFIX + metric.camelCase(), value.longValue());
                }
            });
            switch (event.result()) {
                case Event.Converted converted ->
                    span.setAttribute(
                            PREFIX + "outcome", converted.receipt().outcome().name());
                case Event.Step _, Event.Merged _, Event.Swept _ -> {}
                case Event.FoldersMerged(var summary) -> failed(summary);
                case Event.Failed(Throwable failure, var _) ->
                    span.recordException(failure).setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()));
            }
            span.end(event.startedAt().plus(event.took()));
        }
    }
}
