package io.lamella.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.lamella.core.table.Dataset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.Stats;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// Tells somebody, by e-mail, when people are needed. What each alarm means, and what to do, stands in its description.
final class Alarms extends Construct {
    /// Retries are the rule; this many failures are not.
    private static final int MAX_ERROR_PERCENT = 5;

    /// A queue that has been behind for as long needs more concurrency, or something to be mended.
    private static final Duration MAX_WAIT = Duration.ofHours(1);

    private static final Duration PERIOD = Duration.ofMinutes(5);

    private final Topic topic;

    Alarms(Construct scope, String id, String email) {
        super(scope, id);
        topic = Topic.Builder.create(this, "Topic")
                .displayName("Lamella")
                .enforceSsl(true)
                .build();
        topic.addToResourcePolicy(publishing());
        topic.addSubscription(new EmailSubscription(email));
        NagSuppressions.addResourceSuppressions(
                topic,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-SNS2")
                        .reason(
                                "CloudWatch cannot publish to a topic that is encrypted with the AWS managed key, and alarms"
                                        + " hold no data but names and numbers.")
                        .build()));
    }

    /// The policy that refuses what comes without TLS takes the place of the one that a topic has by itself, by which alarms of its account
    /// may publish.
    private PolicyStatement publishing() {
        var stack = Stack.of(this);
        return PolicyStatement.Builder.create()
                .sid("AlarmsOfThisAccount")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of("aws:SourceAccount", stack.getAccount()),
                        "ArnLike",
                        Map.of(
                                "aws:SourceArn",
                                stack.formatArn(ArnComponents.builder()
                                        .service("cloudwatch")
                                        .resource("alarm")
                                        .resourceName("*")
                                        .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                                        .build()))))
                .build();
    }

    Topic topic() {
        return topic;
    }

    void ofDeadLetters(String id, Queue queue, String remedy) {
        alarm(
                id,
                queue.metricApproximateNumberOfMessagesVisible(every(PERIOD, Stats.MAXIMUM)),
                0,
                1,
                "Messages failed five times and were put aside. " + remedy);
    }

    /// A rate of errors would not do: invocations that are a quarter of an hour apart never fail in three periods in a row.
    void ofFailedSweeps(String id, Queue queue) {
        alarm(
                id,
                queue.metricApproximateNumberOfMessagesVisible(every(PERIOD, Stats.MAXIMUM)),
                0,
                1,
                "A sweep failed three times, or a folder of others could not be merged. The messages in the queue, and the log of"
                        + " the sweep function, say why. No rows are lost, and each sweep tries again; purge the queue when it"
                        + " is mended.");
    }

    /// @param delay before a message is first delivered, which is no wait
    void ofWait(String id, Queue queue, Duration delay, String remedy) {
        alarm(
                id,
                queue.metricApproximateAgeOfOldestMessage(every(PERIOD, Stats.MAXIMUM)),
                delay.plus(MAX_WAIT).toSeconds(),
                3,
                "The oldest message has waited for more than an hour. " + remedy);
    }

    /// An invocation whose work fails answers which messages failed and does not fail itself, so Lambda counts as errors only those
    /// that were killed. The two shares are added up because nothing is counted in both: who is killed tells of no failure.
    ///
    /// @param failed what the function itself says has failed; it says so only when something has
    void ofErrors(String id, Function function, Metric failed, Queue queue) {
        var rate = MathExpression.Builder.create()
                .expression("100 * SUM([FILL(errors / MAX([errors, invocations]), 0),"
                        + " FILL(failed / MAX([failed, received]), 0)])")
                // In the same order in every template.
                .usingMetrics(new TreeMap<>(Map.of(
                        "errors", function.metricErrors(every(PERIOD, Stats.SUM)),
                        "failed", failed.with(every(PERIOD, Stats.SUM)),
                        "invocations", function.metricInvocations(every(PERIOD, Stats.SUM)),
                        "received", queue.metricNumberOfMessagesReceived(every(PERIOD, Stats.SUM)))))
                .label("failures in 100")
                .period(Cdk.duration(PERIOD))
                .build();
        alarm(
                id,
                rate,
                MAX_ERROR_PERCENT,
                3,
                "More than " + MAX_ERROR_PERCENT
                        + " in 100 messages failed or invocations broke off, for a quarter of an"
                        + " hour. Read the function's log: out of memory or time, a permission that is missing, or columns that"
                        + " do not go with those of a table.");
    }

    void ofUnclaimed(String id, Metric unclaimed) {
        alarm(
                id,
                unclaimed.with(every(Duration.ofHours(1), Stats.MAXIMUM)),
                0,
                1,
                "Files were staged over a day ago by an attempt that never ended, and nobody delivered its message again. The"
                        + " sweeper's log names them; redrive the dead letters, or let the source objects land again.");
    }

    /// @param delay of the merge queue
    void ofStaged(String id, Metric age, Dataset dataset, Duration delay) {
        alarm(
                id,
                age.with(every(Duration.ofHours(1), Stats.MAXIMUM)),
                dataset.freshness().plus(delay).plus(MAX_WAIT).toSeconds(),
                1,
                "The oldest staged file of " + dataset.name()
                        + " should have been published more than an hour ago. Its rows"
                        + " are safe, but nobody can read them. Read the log of the compact function and look at the merge"
                        + " queue; raise merge-concurrency if it is only behind.");
    }

    private void alarm(String id, IMetric metric, Number threshold, int periods, String description) {
        Alarm.Builder.create(this, id)
                .metric(metric)
                .threshold(threshold)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(periods)
                // No messages and no invocations: nothing is wrong.
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .alarmDescription(description)
                .build()
                .addAlarmAction(new SnsAction(topic));
    }

    private static MetricOptions every(Duration period, String statistic) {
        return MetricOptions.builder()
                .period(Cdk.duration(period))
                .statistic(statistic)
                .build();
    }
}
