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
        return expression(search(ofFunction(function), metric), "");
    }

    /// One line for all datasets.
    IMetric overDatasets(String function, Metric metric, String label) {
        return expression("SUM(" + search(ofFunction(function), metric) + ")", label);
    }

    /// One line for all functions, whether they tell datasets apart or not.
    IMetric overAll(Metric metric, String label) {
        return expression("SUM(" + search("", metric) + ")", label);
    }

    /// The same for what is also counted of each function as a whole: datasets must not be counted once more.
    IMetric overFunctions(Metric metric, String label) {
        return expression(
                "SUM(SEARCH('{%s,function} MetricName=\"%s\"', '%s'))"
                        .formatted(namespace, metric.camelCase(), statistic(metric)),
                label);
    }

    private static IMetric expression(String expression, String label) {
        return MathExpression.Builder.create()
                .expression(expression)
                .label(label)
                .period(Overview.PERIOD)
                .build();
    }

    private static String ofFunction(String function) {
        return " \"function\"=\"" + function + "\"";
    }

    /// See [search
    /// expressions](https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html).
    private String search(String more, Metric metric) {
        return "SEARCH('Namespace=\"%s\" MetricName=\"%s\"%s', '%s')"
                .formatted(namespace, metric.camelCase(), more, statistic(metric));
    }

    private static String statistic(Metric metric) {
        return metric.kind() == Metric.Kind.SUM ? Stats.SUM : Stats.MAXIMUM;
    }
}
