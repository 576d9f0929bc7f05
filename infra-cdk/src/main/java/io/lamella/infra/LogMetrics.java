package io.lamella.infra;

import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;

/// Numbers that the functions write to their logs, a line of JSON for each event, as metrics.
final class LogMetrics extends Construct {
    private final String namespace;

    /// @param namespace of the metrics, of one stack alone
    LogMetrics(Construct scope, String id, String namespace) {
        super(scope, id);
        this.namespace = namespace;
    }

    /// @param event in which the field is
    /// @param field with a number
    Metric of(String name, LogGroup log, String event, String field) {
        return MetricFilter.Builder.create(this, name)
                .logGroup(log)
                .filterPattern(FilterPattern.stringValue("$.event", "=", event))
                .metricNamespace(namespace)
                .metricName(name)
                .metricValue("$." + field)
                .build()
                .metric();
    }
}
