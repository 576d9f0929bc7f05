package io.lamella.entry.wiring;

import io.lamella.adapter.sqs.SqsConnection;
import io.lamella.adapter.sqs.SqsQueue;
import io.lamella.pipeline.QueueException;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/// Queues of SQS for a command. Region, credentials and endpoint are found by the SDK, in the environment.
public final class SqsQueues implements AutoCloseable {
    private final SqsAsyncClient client;

    /// @throws QueueException if no region is known
    public SqsQueues() {
        try {
            client = new SqsConnection(null, null).open();
        } catch (SdkClientException e) {
            throw new QueueException("SQS cannot be reached: " + e.getMessage() + ". Set AWS_REGION", e);
        }
    }

    /// A queue, which is asked for something first, so that one that is not there is noticed before there is work.
    ///
    /// @throws QueueException if it is not there or may not be used
    public SqsQueue open(String url) {
        var queue = new SqsQueue(client, url);
        answer(queue.visibility(), "GetQueueAttributes on " + url);
        return queue;
    }

    /// The dead-letter queue of a queue, as its RedrivePolicy has it; empty if it has none.
    public Optional<SqsQueue.DeadLetterQueue> deadLetters(String url) {
        return answer(new SqsQueue(client, url).deadLetters(), "GetQueueAttributes on " + url);
    }

    private static <T> T answer(Uni<T> asked, String call) {
        return Startup.answer(asked, Startup.PATIENCE, call, QueueException::new);
    }

    @Override
    public void close() {
        client.close();
    }
}
