package io.lamella.infra;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/// The dashboard: what comes in, what is published, what waits and what fails.
final class Overview extends Construct {
    private static final int HALF_WIDTH = 12;

    private final Dashboard dashboard;

    Overview(
            Construct scope,
            String id,
            List<IMetric> rows,
            List<IMetric> commits,
            List<WorkQueue> queues,
            List<Function> functions) {
        super(scope, id);
        var sum = MetricOptions.builder().statistic(Stats.SUM).build();
        var slowest = MetricOptions.builder().statistic(Stats.MAXIMUM).build();
        dashboard = Dashboard.Builder.create(this, "Dashboard").build();
        dashboard.addWidgets(graph("Rows", rows), graph("Commits", commits));
        dashboard.addWidgets(
                graph(
                        "Messages",
                        queues.stream()
                                .<IMetric>flatMap(queue -> Stream.of(
                                        queue.queue().metricApproximateNumberOfMessagesVisible(),
                                        queue.deadLetters().metricApproximateNumberOfMessagesVisible()))
                                .toList()),
                graph(
                        "Age of the oldest message",
                        queues.stream()
                                .<IMetric>map(queue -> queue.queue().metricApproximateAgeOfOldestMessage())
                                .toList()));
        dashboard.addWidgets(
                graph(
                        "Invocations and errors",
                        functions.stream()
                                .<IMetric>flatMap(function ->
                                        Stream.of(function.metricInvocations(sum), function.metricErrors(sum)))
                                .toList()),
                graph(
                        "Longest invocation",
                        functions.stream()
                                .<IMetric>map(function -> function.metricDuration(slowest))
                                .toList()));
    }

    Dashboard dashboard() {
        return dashboard;
    }

    private static GraphWidget graph(String title, List<IMetric> metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .width(HALF_WIDTH)
                .left(metrics)
                .build();
    }
}
