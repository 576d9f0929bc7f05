package io.lamella.infra;

import io.lamella.pipeline.Metric;
import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Stats;

/// The metrics that the functions declare in their logs, in CloudWatch's embedded format.
///
/// @param namespace of one stack alone
record PipelineMetrics(String namespace) {
    private static final String OF_DATASETS = "function,dataset";
    private static final String OF_LAKE = "function";

    /// Of the lake as a whole.
    software.amazon.awscdk.services.cloudwatch.Metric ofLake(String function, Metric metric) {
        return metric(metric, Map.of("function", function));
    }

    software.amazon.awscdk.services.cloudwatch.Metric ofDataset(String function, String dataset, Metric metric) {
        return metric(metric, Map.of("function", function, "dataset", dataset));
    }

    private software.amazon.awscdk.services.cloudwatch.Metric metric(Metric metric, Map<String, String> dimensions) {
        return software.amazon.awscdk.services.cloudwatch.Metric.Builder.create()
                .namespace(namespace)
                .metricName(metric.camelCase())
                .dimensionsMap(dimensions)
                .statistic(statistic(metric))
                .build();
    }

    /// A line for each dataset, those too that come later.
    IMetric byDataset(String function, Metric metric) {
        return MathExpression.Builder.create()
                .expression(search(OF_DATASETS, "function=\"" + function + "\"", metric))
                .label("")
                .period(Overview.PERIOD)
                .build();
    }

    /// One line for all datasets.
    IMetric overDatasets(String function, Metric metric, String label) {
        return MathExpression.Builder.create()
                .expression("SUM(" + search(OF_DATASETS, "function=\"" + function + "\"", metric) + ")")
                .label(label)
                .period(Overview.PERIOD)
                .build();
    }

    /// One line for all functions, whether they tell datasets apart or not.
    IMetric overAll(Metric metric, String label) {
        return MathExpression.Builder.create()
                .expression("SUM([" + search(OF_DATASETS, "", metric) + ", " + search(OF_LAKE, "", metric) + "])")
                .label(label)
                .period(Overview.PERIOD)
                .build();
    }

    private String search(String dimensions, String more, Metric metric) {
        return "SEARCH('{\"%s\",%s} %s MetricName=\"%s\"', '%s')"
                .formatted(namespace, dimensions, more, metric.camelCase(), statistic(metric));
    }

    private static String statistic(Metric metric) {
        return metric.kind() == Metric.Kind.SUM ? Stats.SUM : Stats.MAXIMUM;
    }
}
