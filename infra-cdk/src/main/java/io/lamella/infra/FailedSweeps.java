package io.lamella.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// The queue that takes what came of sweeps that failed every time, with the error; also that of a folder of others which could
/// not be merged. Nobody would learn of them otherwise: a schedule waits for no answer.
final class FailedSweeps extends Construct {
    /// SQS's limit.
    private static final Duration RETENTION = Duration.ofDays(14);

    private final Queue queue;

    FailedSweeps(Construct scope, String id) {
        super(scope, id);
        queue = Queue.Builder.create(this, "Queue")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Cdk.duration(RETENTION))
                .build();
        NagSuppressions.addResourceSuppressions(
                queue,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-SQS3")
                        .reason("It is itself where failures end.")
                        .build()));
    }

    Queue queue() {
        return queue;
    }
}
