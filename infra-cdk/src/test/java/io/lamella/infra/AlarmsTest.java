package io.lamella.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awscdk.assertions.Match.anyValue;
import static software.amazon.awscdk.assertions.Match.arrayWith;
import static software.amazon.awscdk.assertions.Match.objectLike;
import static software.amazon.awscdk.assertions.Match.stringLikeRegexp;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.assertions.Template;

class AlarmsTest {
    private static final String ALARM = "AWS::CloudWatch::Alarm";
    private final Template template = Deployment.ofEvents().template();

    @Test
    void mailsEveryAlarm() {
        template.hasResourceProperties(
                "AWS::SNS::Subscription", Map.of("Protocol", "email", "Endpoint", "ops@example.com"));
        template.resourceCountIs(ALARM, 8);
        template.resourcePropertiesCountIs(
                ALARM, Map.of("AlarmActions", List.of(Map.of("Ref", stringLikeRegexp("AlarmsTopic.*")))), 8);
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
                2);
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
    void ringsWhenOneInTwentyInvocationsFails() {
        var rate = objectLike(Map.of("Expression", "100 * errors / MAX([errors, invocations])"));
        template.resourcePropertiesCountIs(ALARM, Map.of("Threshold", 5, "Metrics", arrayWith(List.of(rate))), 3);
    }

    @Test
    void ringsWhenStagedFilesGrowOld() {
        template.hasResourceProperties(
                "AWS::Logs::MetricFilter",
                Map.of(
                        "FilterPattern",
                        "{ $.event = \"sweep\" }",
                        "MetricTransformations",
                        List.of(objectLike(Map.of("MetricValue", "$.unclaimed", "MetricName", "Unclaimed")))));
        template.hasResourceProperties(
                ALARM, Map.of("MetricName", "Unclaimed", "Threshold", 0, "Statistic", "Maximum"));
    }

    @Test
    void saysWhatToDo() {
        template.resourcePropertiesCountIs(ALARM, Map.of("AlarmDescription", anyValue()), 8);
    }

    @Test
    void showsItAll() {
        template.resourceCountIs("AWS::CloudWatch::Dashboard", 1);
        assertThat(template.findOutputs("*").keySet())
                .contains(
                        "Step1ConfirmAlarms", "Step2DropFile", "Step3Query", "IngestDeadLettersUrl", "IngestQueueUrl");
    }
}
