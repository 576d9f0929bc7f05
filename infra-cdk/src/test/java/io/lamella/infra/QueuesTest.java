package io.lamella.infra;

import static software.amazon.awscdk.assertions.Match.absent;
import static software.amazon.awscdk.assertions.Match.anyValue;
import static software.amazon.awscdk.assertions.Match.arrayWith;
import static software.amazon.awscdk.assertions.Match.objectLike;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;

class QueuesTest {
    private static final int FORTNIGHT_SECONDS = 14 * 24 * 60 * 60;
    private final Template template = Deployment.ofEvents().template();

    @Test
    void delaysMergeRequestsByTheIntervalAndHalfAMinute() {
        template.hasResourceProperties(
                "AWS::SQS::Queue", Map.of("FifoQueue", true, "DelaySeconds", 330, "RedrivePolicy", anyValue()));
    }

    @Test
    void limitsTheMergeQueueByGroupAlone() {
        template.hasResourceProperties(
                "AWS::SQS::Queue",
                Map.of(
                        "DelaySeconds",
                        330,
                        "DeduplicationScope",
                        "messageGroup",
                        "FifoThroughputLimit",
                        "perMessageGroupId",
                        "ContentBasedDeduplication",
                        absent()));
    }

    @Test
    void hidesAMessageUntilItsInvocationIsOver() {
        // 15 minutes for converting, 4 for a commit of 64 MiB row groups, and one more.
        template.hasResourceProperties(
                "AWS::SQS::Queue",
                Map.of("FifoQueue", absent(), "VisibilityTimeout", 16 * 60, "RedrivePolicy", anyValue()));
        template.hasResourceProperties("AWS::SQS::Queue", Map.of("FifoQueue", true, "VisibilityTimeout", 5 * 60));
    }

    @Test
    void putsAsideWhatFailedFiveTimes() {
        var redrive =
                Map.of("RedrivePolicy", objectLike(Map.of("maxReceiveCount", 5, "deadLetterTargetArn", anyValue())));
        template.resourcePropertiesCountIs("AWS::SQS::Queue", redrive, 2);
        template.resourceCountIs("AWS::SQS::Queue", 5);
    }

    @Test
    void keepsMessagesForAsLongAsItMay() {
        template.resourcePropertiesCountIs(
                "AWS::SQS::Queue",
                Map.of("MessageRetentionPeriod", FORTNIGHT_SECONDS, "SqsManagedSseEnabled", true),
                5);
    }

    @Test
    void takesNotificationsFromTheSourceOfThisAccountAlone() {
        var ofThisAccount = Map.of("StringEquals", Map.of("aws:SourceAccount", Map.of("Ref", "AWS::AccountId")));
        var statement = objectLike(Map.of(
                "Principal",
                Map.of("Service", "s3.amazonaws.com"),
                "Action",
                "sqs:SendMessage",
                "Condition",
                objectLike(ofThisAccount)));
        template.hasResourceProperties(
                "AWS::SQS::QueuePolicy",
                Map.of("PolicyDocument", objectLike(Map.of("Statement", arrayWith(List.of(statement))))));
    }
}
