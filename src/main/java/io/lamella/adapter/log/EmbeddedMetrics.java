package io.lamella.adapter.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.pipeline.Measurement;
import io.lamella.pipeline.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells CloudWatch which members of a log line are metrics, so that it makes them of the log, without a call of ours.
///
/// See [the embedded metric
/// format](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
///
/// @param namespace of the metrics; empty to declare none
public record EmbeddedMetrics(Optional<String> namespace) {
    public static final EmbeddedMetrics NONE = new EmbeddedMetrics(Optional.empty());

    void declare(ObjectNode line, Measurement measurement, Instant at) {
        namespace.ifPresent(name -> declare(line, measurement, at, name));
    }

    /// Nothing that did not happen: CloudWatch charges for each metric, in each hour in which it has a value.
    private static void declare(ObjectNode line, Measurement measurement, Instant at, String namespace) {
        var meaningful = measurement.values().entrySet().stream()
                .filter(EmbeddedMetrics::says)
                .map(Map.Entry::getKey)
                .toList();
        if (meaningful.isEmpty()) {
            return;
        }
        var about = line.putObject("_aws").put("Timestamp", at.toEpochMilli());
        var directives = about.putArray("CloudWatchMetrics");
        declare(directives.addObject().put("Namespace", namespace), measurement.dataset(), meaningful);
        if (measurement.dataset().isPresent() && meaningful.contains(Metric.FAILED)) {
            // Of the function as a whole, too: an alarm cannot search for datasets.
            declare(directives.addObject().put("Namespace", namespace), Optional.empty(), List.of(Metric.FAILED));
        }
    }

    private static void declare(ObjectNode directive, Optional<String> dataset, List<Metric> declared) {
        var dimensions = directive.putArray("Dimensions").addArray().add("function");
        dataset.ifPresent(name -> dimensions.add("dataset"));
        var metrics = directive.putArray("Metrics");
        declared.forEach(
                metric -> metrics.addObject().put("Name", metric.camelCase()).put("Unit", unit(metric)));
    }

    private static boolean says(Map.Entry<Metric, Number> entry) {
        return entry.getKey().kind() == Metric.Kind.LEVEL || entry.getValue().doubleValue() != 0;
    }

    /// Of currencies CloudWatch knows none.
    private static String unit(Metric metric) {
        return switch (metric.unit()) {
            case COUNT -> "Count";
            case BYTES -> "Bytes";
            case SECONDS -> "Seconds";
            case DOLLARS -> "None";
        };
    }
}
