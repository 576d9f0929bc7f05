package io.lamella.infra;

import java.time.Duration;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.DeduplicationScope;
import software.amazon.awscdk.services.sqs.FifoThroughputLimit;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.sqs.QueueProps;
import software.constructs.Construct;

/// A queue that a function works off, and the queue that takes what failed every time.
final class WorkQueue extends Construct {
    /// SQS's limit: time to notice, to mend and to redrive.
    private static final Duration RETENTION = Duration.ofDays(14);

    /// Enough to outlast a bad hour; what fails for good gets out of the way soon.
    private static final int MAX_RECEIVES = 5;

    /// An invocation is over by then, so nobody handles a message twice at once. AWS advises six times the function's timeout
    /// because a throttled function may begin late. Here the mappings take no more than the function may run, a message that
    /// comes twice does no harm, and one that failed is not to wait for an hour and a half.
    private static final Duration AFTER_TIMEOUT = Duration.ofMinutes(1);

    private final Queue queue;
    private final Queue deadLetters;

    private WorkQueue(Construct scope, String id, QueueProps.Builder properties, QueueProps deadLetters) {
        super(scope, id);
        this.deadLetters = new Queue(this, "DeadLetters", deadLetters);
        this.queue = new Queue(
                this,
                "Queue",
                properties
                        .deadLetterQueue(DeadLetterQueue.builder()
                                .queue(this.deadLetters)
                                .maxReceiveCount(MAX_RECEIVES)
                                .build())
                        .build());
    }

    /// @param timeout of the function that works it off
    static WorkQueue standard(Construct scope, String id, Duration timeout) {
        return new WorkQueue(scope, id, common().visibilityTimeout(visibility(timeout)), common().build());
    }

    /// In order within a group, with the throughput limited by group alone.
    ///
    /// @param timeout of the function that works it off
    /// @param delay before a message is first delivered
    static WorkQueue fifo(Construct scope, String id, Duration timeout, Duration delay) {
        return new WorkQueue(
                scope,
                id,
                fifo().visibilityTimeout(visibility(timeout)).deliveryDelay(Cdk.duration(delay)),
                fifo().build());
    }

    private static QueueProps.Builder common() {
        return QueueProps.builder()
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Cdk.duration(RETENTION));
    }

    private static QueueProps.Builder fifo() {
        return common().fifo(true)
                .deduplicationScope(DeduplicationScope.MESSAGE_GROUP)
                .fifoThroughputLimit(FifoThroughputLimit.PER_MESSAGE_GROUP_ID);
    }

    private static software.amazon.awscdk.Duration visibility(Duration timeout) {
        return Cdk.duration(timeout.plus(AFTER_TIMEOUT));
    }

    Queue queue() {
        return queue;
    }

    Queue deadLetters() {
        return deadLetters;
    }
}
