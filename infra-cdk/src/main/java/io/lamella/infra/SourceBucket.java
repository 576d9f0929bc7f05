package io.lamella.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CfnBucket.FilterRuleProperty;
import software.amazon.awscdk.services.s3.CfnBucket.NotificationConfigurationProperty;
import software.amazon.awscdk.services.s3.CfnBucket.NotificationFilterProperty;
import software.amazon.awscdk.services.s3.CfnBucket.QueueConfigurationProperty;
import software.amazon.awscdk.services.s3.CfnBucket.S3KeyFilterProperty;
import software.amazon.awscdk.services.s3.EventType;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.NotificationKeyFilter;
import software.amazon.awscdk.services.s3.notifications.SqsDestination;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// A bucket that files land in. It tells the ingest queue of each.
final class SourceBucket extends Construct {
    /// S3 allows this many notifications on a bucket.
    private static final int MAX_PREFIXES = 100;

    private SourceBucket(Construct scope, String id) {
        super(scope, id);
    }

    /// A bucket that is made here. Its notifications are part of it, so no helper function is needed to set them.
    static SourceBucket made(Construct scope, Source source, Queue ingest, Storage storage) {
        var construct = new SourceBucket(scope, "Source-" + source.bucket());
        var permission = ingest.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("NotificationsOf" + source.bucket().replaceAll("[^A-Za-z0-9]", ""))
                .principals(List.of(new ServicePrincipal("s3.amazonaws.com")))
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(ingest.getQueueArn()))
                .conditions(Map.of(
                        "ArnEquals", Map.of("aws:SourceArn", arn(construct, source)),
                        "StringEquals",
                                Map.of("aws:SourceAccount", Stack.of(construct).getAccount())))
                .build());
        var bucket = storage.bucket(construct, storage.properties(source.bucket()));
        // S3 checks that it may send before it takes the notification.
        bucket.getNode().addDependency(Objects.requireNonNull(permission.getPolicyDependable()));
        ((CfnBucket) Objects.requireNonNull(bucket.getNode().getDefaultChild()))
                .setNotificationConfiguration(NotificationConfigurationProperty.builder()
                        .queueConfigurations(prefixes(source)
                                .map(prefix -> notification(prefix, ingest))
                                .toList())
                        .build());
        return construct;
    }

    /// A bucket that is there already. Its other notifications stay.
    static SourceBucket existing(Construct scope, Source source, Queue ingest) {
        var construct = new SourceBucket(scope, "Source-" + source.bucket());
        IBucket bucket = Bucket.fromBucketName(construct, "Bucket", source.bucket());
        var destination = new SqsDestination(ingest);
        prefixes(source)
                .forEach(prefix -> bucket.addEventNotification(
                        EventType.OBJECT_CREATED,
                        destination,
                        prefix.isEmpty()
                                ? NotificationKeyFilter.builder().build()
                                : NotificationKeyFilter.builder().prefix(prefix).build()));
        suppressHandler(Stack.of(scope));
        return construct;
    }

    /// The CDK's own function, which adds notifications to buckets that CloudFormation does not manage.
    private static void suppressHandler(Stack stack) {
        var reason =
                "The CDK's own helper, which runs only during a deployment and may write its log besides setting the"
                        + " notifications of buckets that are there already";
        stack.getNode().getChildren().stream()
                .filter(child -> child.getNode().getId().startsWith("BucketNotificationsHandler"))
                .forEach(handler -> NagSuppressions.addResourceSuppressions(
                        handler,
                        List.of(NagPackSuppression.builder()
                                .id("AwsSolutions-IAM4")
                                .reason(reason)
                                .build()),
                        true));
    }

    private static String arn(Construct scope, Source source) {
        return "arn:" + Stack.of(scope).getPartition() + ":s3:::" + source.bucket();
    }

    private static Stream<String> prefixes(Source source) {
        return source.prefixes().size() > MAX_PREFIXES ? Stream.of("") : source.prefixes().stream();
    }

    private static QueueConfigurationProperty notification(String prefix, Queue ingest) {
        var notification =
                QueueConfigurationProperty.builder().event("s3:ObjectCreated:*").queue(ingest.getQueueArn());
        if (!prefix.isEmpty()) {
            notification.filter(NotificationFilterProperty.builder()
                    .s3Key(S3KeyFilterProperty.builder()
                            .rules(List.of(FilterRuleProperty.builder()
                                    .name("prefix")
                                    .value(prefix)
                                    .build()))
                            .build())
                    .build());
        }
        return notification.build();
    }
}
