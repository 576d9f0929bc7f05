package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awscdk.assertions.Match.anyValue;
import static software.amazon.awscdk.assertions.Match.arrayWith;
import static software.amazon.awscdk.assertions.Match.objectLike;
import static software.amazon.awscdk.assertions.Match.stringLikeRegexp;

import io.lamella.core.cost.Bill;
import io.lamella.pipeline.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.assertions.Matcher;
import software.amazon.awscdk.assertions.Template;

class AlarmsTest {
    private static final String ALARM = "AWS::CloudWatch::Alarm";
    private final Template template = Deployment.ofEvents().template();

    @Test
    void mailsEveryAlarm() {
        template.hasResourceProperties(
                "AWS::SNS::Subscription", Map.of("Protocol", "email", "Endpoint", "ops@example.com"));
        template.resourceCountIs(ALARM, 9);
        template.resourcePropertiesCountIs(
                ALARM, Map.of("AlarmActions", List.of(Map.of("Ref", stringLikeRegexp("AlarmsTopic.*")))), 9);
    }

    /// A topic with a policy has not the one any more by which CloudWatch may publish, so this one has to say so.
    @Test
    void letsItsAlarmsPublishToTheTopic() {
        template.resourceCountIs("AWS::SNS::Topic", 1);
        template.hasResourceProperties(
                "AWS::SNS::TopicPolicy",
                Map.of(
                        "Topics",
                        List.of(Map.of("Ref", stringLikeRegexp("AlarmsTopic.*"))),
                        "PolicyDocument",
                        objectLike(Map.of(
                                "Statement",
                                arrayWith(List.of(objectLike(Map.of(
                                        "Effect",
                                        "Allow",
                                        "Action",
                                        "sns:Publish",
                                        "Principal",
                                        Map.of("Service", "cloudwatch.amazonaws.com"),
                                        "Resource",
                                        Map.of("Ref", stringLikeRegexp("AlarmsTopic.*"))))))))));
    }

    /// An alarm over an expression is charged by the metrics that it takes.
    @Test
    void looksAtAsManyMetricsAsTheCostSays() {
        int metrics = 0;
        for (var alarm : template.findResources(ALARM).values()) {
            int taken = alarm.toString().split("MetricStat=", -1).length - 1;
            metrics += Math.max(1, taken);
        }
        assertThat(metrics).isEqualTo(Bill.ALARM_METRICS);
    }

    @Test
    void ringsAtTheFirstDeadLetter() {
        template.resourcePropertiesCountIs(
                ALARM,
                Map.of(
                        "MetricName",
                        "ApproximateNumberOfMessagesVisible",
                        "Threshold",
                        0,
                        "ComparisonOperator",
                        "GreaterThanThreshold",
                        "EvaluationPeriods",
                        1),
                3);
    }

    /// Three times in all, a few minutes apart; then the failure is kept, and rings.
    @Test
    void putsASweepAsideThatFailedThreeTimes() {
        var queue = Map.of("Fn::GetAtt", List.of(stringLikeRegexp("FailedSweepsQueue.*"), "Arn"));
        template.hasResourceProperties(
                "AWS::Lambda::EventInvokeConfig",
                Map.of(
                        "FunctionName",
                        Map.of("Ref", stringLikeRegexp("Sweep.*")),
                        "MaximumRetryAttempts",
                        2,
                        "DestinationConfig",
                        Map.of("OnFailure", Map.of("Destination", queue))));
        template.hasResourceProperties(
                ALARM,
                Map.of(
                        "MetricName",
                        "ApproximateNumberOfMessagesVisible",
                        "Threshold",
                        0,
                        "EvaluationPeriods",
                        1,
                        "Dimensions",
                        List.of(objectLike(Map.of(
                                "Value",
                                Map.of(
                                        "Fn::GetAtt",
                                        List.of(stringLikeRegexp("FailedSweepsQueue.*"), "QueueName")))))));
    }

    /// What is invoked then is the alias, and so is what failures are asked of.
    @Test
    void putsSweepsAsideThatStartFromASnapshot() {
        Deployment.ofEvents()
                .with("snap-start", "true")
                .template()
                .hasResourceProperties("AWS::Lambda::EventInvokeConfig", Map.of("Qualifier", "live"));
    }

    /// The delay of the merge queue, 330 s here, is no wait.
    @ParameterizedTest
    @CsvSource({"IngestQueue.*,3600", "MergeQueue.*,3930"})
    void ringsWhenAMessageWaitsForMoreThanAnHour(String queue, int seconds) {
        template.hasResourceProperties(
                ALARM,
                Map.of(
                        "MetricName",
                        "ApproximateAgeOfOldestMessage",
                        "Threshold",
                        seconds,
                        "Dimensions",
                        List.of(objectLike(Map.of(
                                "Value", Map.of("Fn::GetAtt", List.of(stringLikeRegexp(queue), "QueueName")))))));
    }

    @Test
    void ringsWhenOneInTwentyInvocationsOrMessagesFails() {
        var rate = objectLike(
                Map.of(
                        "Expression",
                        "100 * SUM([FILL(errors / MAX([errors, invocations]), 0), FILL(failed / MAX([failed, received]), 0)])"));
        template.resourcePropertiesCountIs(ALARM, Map.of("Threshold", 5, "Metrics", arrayWith(List.of(rate))), 2);
    }

    /// Failures are answered message by message, and are no errors to Lambda.
    @ParameterizedTest
    @CsvSource({"ingest,IngestQueue.*", "compact,MergeQueue.*"})
    void countsWhatTheFunctionsSayHasFailed(String function, String queue) {
        var failed = stat(
                "failed",
                Map.of(
                        "Namespace",
                        "Lamella/Lamella",
                        "MetricName",
                        "failed",
                        "Dimensions",
                        List.of(Map.of("Name", "function", "Value", function))));
        var received = stat(
                "received",
                Map.of(
                        "MetricName",
                        "NumberOfMessagesReceived",
                        "Dimensions",
                        List.of(Map.of(
                                "Name",
                                "QueueName",
                                "Value",
                                Map.of("Fn::GetAtt", List.of(stringLikeRegexp(queue), "QueueName"))))));
        template.hasResourceProperties(ALARM, Map.of("Metrics", arrayWith(List.of(failed, received))));
    }

    private static Matcher stat(String id, Map<String, Object> metric) {
        return objectLike(Map.of(
                "Id",
                id,
                "MetricStat",
                objectLike(Map.of("Metric", objectLike(metric), "Stat", "Sum", "Period", 300))));
    }

    /// An hour after the freshness, 10 minutes here, and the delay of the merge queue have passed.
    @Test
    void ringsWhenStagedFilesGrowOld() {
        template.hasResourceProperties(
                ALARM,
                Map.of(
                        "Namespace",
                        "Lamella/Lamella",
                        "MetricName",
                        "stagedAge",
                        "Dimensions",
                        List.of(
                                Map.of("Name", "dataset", "Value", "events"),
                                Map.of("Name", "function", "Value", "sweep")),
                        "Threshold",
                        3_600 + 600 + 330,
                        "Statistic",
                        "Maximum"));
    }

    /// Whose rows may wait for longer is watched by its own measure.
    @Test
    void watchesTheStagedFilesOfEachDataset() {
        var two = Deployment.of(Deployment.EVENTS
                        + "    freshness: 2h\n"
                        + "  orders:\n    source: s3://landing/orders/*.csv\n    columns:\n      id: string\n")
                .template();
        two.resourcePropertiesCountIs(ALARM, Map.of("MetricName", "stagedAge"), 2);
        two.hasResourceProperties(ALARM, Map.of("MetricName", "stagedAge", "Threshold", 3_600 + 7_200 + 330));
    }

    @Test
    void ringsWhenNobodyClaimsStagedFiles() {
        template.hasResourceProperties(
                ALARM,
                Map.of(
                        "Namespace",
                        "Lamella/Lamella",
                        "MetricName",
                        "unclaimed",
                        "Dimensions",
                        List.of(Map.of("Name", "function", "Value", "sweep")),
                        "Threshold",
                        0,
                        "Statistic",
                        "Maximum"));
    }

    /// What the functions write is where alarms and dashboard look.
    @Test
    void tellsTheFunctionsTheNamespace() {
        template.resourcePropertiesCountIs(
                "AWS::Lambda::Function",
                Map.of(
                        "Environment",
                        Map.of("Variables", objectLike(Map.of("LAMELLA_METRICS_NAMESPACE", "Lamella/Lamella")))),
                3);
        template.resourceCountIs("AWS::Logs::MetricFilter", 0);
    }

    @Test
    void showsWhatThePipelineMeasures() {
        var dashboard = template.findResources("AWS::CloudWatch::Dashboard").toString();
        for (var metric : List.of(
                Metric.ROWS,
                Metric.REJECTED,
                Metric.SOURCE_BYTES,
                Metric.THROUGH_BYTES,
                Metric.COPIED_BYTES,
                Metric.APPENDS,
                Metric.PARTS,
                Metric.CONFLICTS,
                Metric.STAGED_AGE,
                Metric.COST)) {
            assertThat(dashboard).contains("MetricName=\\\"" + metric.camelCase() + "\\\"");
        }
        // Of functions alone: those of datasets are in them.
        assertThat(dashboard).contains("{Lamella/Lamella,function} MetricName=\\\"failed\\\"");
        assertThat(dashboard).contains("FILL(d0, 0) * 0.00000002303").doesNotContain("Folders of others");
    }

    @Test
    void showsWhatBecameOfFoldersOfOthers() {
        var merging = Deployment.of(Deployment.EVENTS + "merge:\n  sources: s3://exports\n")
                .template();
        var dashboard = merging.findResources("AWS::CloudWatch::Dashboard").toString();
        for (var metric : List.of(
                Metric.MERGED_FILES,
                Metric.BYTES_BEFORE,
                Metric.BYTES_AFTER,
                Metric.LEFT_UNREADABLE,
                Metric.LEFT_UNFIT)) {
            assertThat(dashboard).contains("\"" + metric.camelCase() + "\",\"function\",\"folders\"");
        }
    }

    @Test
    void saysWhatToDo() {
        template.resourcePropertiesCountIs(ALARM, Map.of("AlarmDescription", anyValue()), 9);
    }

    @Test
    void showsItAll() {
        template.resourceCountIs("AWS::CloudWatch::Dashboard", 1);
    }
}
