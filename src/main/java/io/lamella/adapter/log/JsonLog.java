package io.lamella.adapter.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.Receipt;
import io.lamella.pipeline.Compact;
import io.lamella.pipeline.Event;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.Measurement;
import io.lamella.pipeline.MergeSummary;
import io.lamella.pipeline.Observer;
import io.lamella.pipeline.Subject;
import io.lamella.pipeline.Sweep;
import io.lamella.pipeline.TraceParent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A line of JSON for each piece of work: what it was about, what came of it, and its figures, which are metrics where CloudWatch
/// reads the log. A sweep has one more for each dataset, and a merge one for each slice that it published, also if it failed after
/// that.
public final class JsonLog implements Observer {
    /// Of staged files that nobody claims, and of folders that failed; the number of all is told as well.
    private static final int EXAMPLES = 10;

    /// More digits of an estimate say nothing.
    private static final MathContext DIGITS = new MathContext(6);

    private static final String TRACE_ID = "traceId";
    private static final String SPAN_ID = "spanId";

    private final Consumer<String> lines;
    private final EmbeddedMetrics metrics;

    /// @param lines takes the lines, without their ends; thread-safe
    public JsonLog(Consumer<String> lines, EmbeddedMetrics metrics) {
        this.lines = lines;
        this.metrics = metrics;
    }

    @Override
    public void start(Subject subject, Optional<TraceParent> trace, Runnable work) {
        var names = new TreeMap<>(subject.names());
        trace.ifPresent(place -> {
            names.put(TRACE_ID, place.traceId());
            names.put(SPAN_ID, place.spanId());
        });
        LogNames.runAs(names, work);
    }

    @Override
    public void observe(Event event) {
        var endedAt = event.startedAt().plus(event.took());
        var line = line(endedAt, level(event.result()), event.subject().event(), event);
        line.put("millis", event.took().toMillis());
        tell(line, event.result());
        var measurements = Measurement.of(event);
        write(line, measurements.getFirst(), endedAt);
        for (var measurement : measurements.subList(1, measurements.size())) {
            write(line(endedAt, "INFO", "staged"), measurement, endedAt);
        }
        published(event.result())
                .forEach(slice -> lines.accept(line(endedAt, "INFO", "published", event)
                        .put("source", slice.source().uri())
                        .put("slice", slice.slice().hex())
                        .put("rows", slice.rows())
                        .toString()));
    }

    private static List<LedgerEntry> published(Event.Result result) {
        return switch (result) {
            case Event.Merged(Compact.Report report) -> report.published();
            case Event.Failed(Throwable _, var before) ->
                before.map(JsonLog::published).orElse(List.of());
            case Event.Converted _, Event.Step _, Event.Swept _, Event.FoldersMerged _ -> List.of();
        };
    }

    private static ObjectNode line(Instant at, String level, String name, Event event) {
        var line = line(at, level, name);
        event.subject().names().forEach(line::put);
        event.trace().ifPresent(place -> line.put(TRACE_ID, place.traceId()).put(SPAN_ID, place.spanId()));
        return line;
    }

    private static ObjectNode line(Instant at, String level, String event) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("timestamp", at.toString())
                .put("level", level)
                .put("event", event);
    }

    private static String level(Event.Result result) {
        return switch (result) {
            case Event.Converted(Receipt receipt, boolean _) ->
                receipt.outcome() == Receipt.Outcome.REFUSED ? "WARN" : "INFO";
            case Event.Step _, Event.Merged _ -> "INFO";
            case Event.Swept(Sweep.Report report) -> report.unclaimed().isEmpty() ? "INFO" : "WARN";
            case Event.FoldersMerged(MergeSummary summary) -> summary.failures().isEmpty() ? "INFO" : "ERROR";
            case Event.Failed _ -> "ERROR";
        };
    }

    private static void tell(ObjectNode line, Event.Result result) {
        switch (result) {
            case Event.Converted(Receipt receipt, boolean own) -> {
                line.put("outcome", receipt.outcome().name())
                        .put("repeated", !own)
                        .put("attempt", receipt.attempt())
                        .put("partitions", receipt.partitions().size());
                if (!receipt.slices().isEmpty()) {
                    line.put("cutInto", receipt.slices().size());
                }
                receipt.reason().ifPresent(reason -> line.put("reason", reason));
            }
            case Event.Step _, Event.Merged _ -> {}
            case Event.Swept(Sweep.Report report) -> {
                var examples = line.putArray("unclaimedExamples");
                report.unclaimed().stream()
                        .limit(EXAMPLES)
                        .map(Location::toString)
                        .forEach(examples::add);
            }
            case Event.FoldersMerged(MergeSummary summary) -> {
                var left = line.putArray("leftExamples");
                summary.examples().forEach(file -> left.add(file.where() + ": " + file.reason()));
                var failed = line.putArray("failedFolders");
                summary.failures().stream()
                        .limit(EXAMPLES)
                        .forEach(folder -> failed.add(
                                folder.where() + ": " + folder.cause().getMessage()));
            }
            case Event.Failed(Throwable failure, var _) -> {
                var stack = new StringWriter();
                failure.printStackTrace(new PrintWriter(stack));
                line.put("outcome", "FAILED")
                        .put("error", String.valueOf(failure.getMessage()))
                        .put("stack", stack.toString());
            }
        }
    }

    private void write(ObjectNode line, Measurement measurement, Instant at) {
        line.put("function", measurement.function());
        measurement.dataset().ifPresent(dataset -> line.put("dataset", dataset));
        measurement.values().forEach((metric, value) -> {
            if (value instanceof Double number) {
                line.put(metric.camelCase(), new BigDecimal(number).round(DIGITS));
            } else {
                line.put(metric.camelCase(), value.longValue());
            }
        });
        metrics.declare(line, measurement, at);
        lines.accept(line.toString());
    }
}
