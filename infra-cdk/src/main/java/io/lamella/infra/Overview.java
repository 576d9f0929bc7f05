package io.lamella.infra;

import io.lamella.pipeline.Metric;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/// The dashboard: what comes in, what is published, what waits, what fails, and what it costs.
final class Overview extends Construct {
    static final Duration PERIOD = Duration.minutes(5);
    private static final int HALF_WIDTH = 12;
    private static final MetricOptions SUM =
            MetricOptions.builder().statistic(Stats.SUM).period(PERIOD).build();
    private static final MetricOptions SLOWEST =
            MetricOptions.builder().statistic(Stats.MAXIMUM).period(PERIOD).build();

    private final Dashboard dashboard;

    Overview(
            Construct scope,
            String id,
            PipelineMetrics metrics,
            List<WorkQueue> queues,
            List<PipelineFunction> functions) {
        super(scope, id);
        dashboard = Dashboard.Builder.create(this, "Dashboard").build();
        dashboard.addWidgets(
                graph(
                        "Rows",
                        List.of(
                                metrics.overDatasets("ingest", Metric.ROWS, "staged"),
                                metrics.overDatasets("compact", Metric.ROWS, "published"),
                                metrics.overDatasets("ingest", Metric.REJECTED, "rejected"))),
                graph("Age of the oldest staged file", List.of(metrics.byDataset("sweep", Metric.STAGED_AGE))));
        dashboard.addWidgets(
                graph(
                        "Bytes",
                        List.of(
                                metrics.overDatasets("ingest", Metric.SOURCE_BYTES, "landed"),
                                metrics.overAll(Metric.THROUGH_BYTES, "through the functions"),
                                metrics.overAll(Metric.COPIED_BYTES, "copied inside S3"))),
                graph(
                        "Commits",
                        Stream.of(Metric.APPENDS, Metric.PARTS, Metric.CONFLICTS)
                                .map(metric -> metrics.overDatasets("compact", metric, metric.camelCase()))
                                .toList()));
        dashboard.addWidgets(
                graph("Messages", queues.stream().flatMap(Overview::depths).toList()),
                graph(
                        "Age of the oldest message",
                        queues.stream()
                                .<IMetric>map(queue -> queue.queue().metricApproximateAgeOfOldestMessage())
                                .toList()));
        dashboard.addWidgets(
                graph(
                        "Invocations and errors",
                        Stream.concat(
                                        functions.stream()
                                                .map(PipelineFunction::function)
                                                .flatMap(Overview::invocations),
                                        Stream.of(metrics.overFunctions(
                                                Metric.FAILED, "failed slices, merges and folders")))
                                .toList()),
                graph(
                        "Longest invocation",
                        functions.stream()
                                .<IMetric>map(function -> function.function().metricDuration(SLOWEST))
                                .toList()));
        dashboard.addWidgets(graph(
                "Estimated cost, US dollars",
                List.of(metrics.overAll(Metric.COST, "requests to S3"), computing(functions))));
    }

    /// What became of folders that others write to.
    void showFoldersOfOthers(PipelineMetrics metrics) {
        dashboard.addWidgets(
                graph(
                        "Folders of others: files",
                        folders(
                                metrics,
                                Metric.MERGED_FILES,
                                Metric.MERGES,
                                Metric.LEFT_UNREADABLE,
                                Metric.LEFT_UNFIT,
                                Metric.FAILED)),
                graph(
                        "Folders of others: bytes",
                        folders(metrics, Metric.BYTES_BEFORE, Metric.BYTES_AFTER, Metric.COPIED_BYTES)));
    }

    private static List<IMetric> folders(PipelineMetrics metrics, Metric... shown) {
        return Stream.of(shown)
                .<IMetric>map(metric -> metrics.ofLake("folders", metric))
                .toList();
    }

    Dashboard dashboard() {
        return dashboard;
    }

    private static Stream<IMetric> depths(WorkQueue queue) {
        return Stream.of(
                queue.queue().metricApproximateNumberOfMessagesVisible(),
                queue.deadLetters().metricApproximateNumberOfMessagesVisible());
    }

    private static Stream<IMetric> invocations(Function function) {
        return Stream.of(function.metricInvocations(SUM), function.metricErrors(SUM));
    }

    /// Milliseconds of each function, times what one costs with its memory.
    private static IMetric computing(List<PipelineFunction> functions) {
        Map<String, IMetric> durations = IntStream.range(0, functions.size())
                .boxed()
                .collect(Collectors.toMap(
                        i -> "d" + i, i -> functions.get(i).function().metricDuration(SUM)));
        var expression = IntStream.range(0, functions.size())
                .mapToObj(i -> "FILL(d%d, 0) * %s".formatted(i, functions.get(i).dollarsPerMillisecond()))
                .collect(Collectors.joining(" + "));
        return MathExpression.Builder.create()
                .expression(expression)
                .usingMetrics(durations)
                .label("computing")
                .period(PERIOD)
                .build();
    }

    private static GraphWidget graph(String title, List<IMetric> metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .width(HALF_WIDTH)
                .left(metrics)
                .build();
    }
}
