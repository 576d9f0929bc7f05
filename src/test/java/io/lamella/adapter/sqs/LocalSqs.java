package io.lamella.adapter.sqs;

import io.lamella.pipeline.MessageQueue;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// SQS within this JVM (ElasticMQ), on a free port of the loopback interface. Takes a few seconds to start, so one is shared
/// by all tests that want it; queues have names of their own.
public final class LocalSqs implements AutoCloseable {
    private final SQSRestServer server;
    private final URI endpoint;
    private final SqsAsyncClient client;

    private LocalSqs() {
        server = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .start();
        endpoint = URI.create(
                "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
        client = client(endpoint);
    }

    /// A client with credentials that nobody checks.
    static SqsAsyncClient client(URI endpoint) {
        return new SqsConnection("eu-central-1", endpoint)
                .client()
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    /// The one that tests share; it ends with the JVM.
    public static LocalSqs shared() {
        return Shared.SQS;
    }

    public static LocalSqs start() {
        return new LocalSqs();
    }

    public URI endpoint() {
        return endpoint;
    }

    public SqsAsyncClient client() {
        return client;
    }

    /// Creates a queue and a dead-letter queue beside it. Names are made unique.
    public Created create(String name, boolean fifo, Duration visibility, Duration delay, int maxReceiveCount) {
        String unique = name + "-" + UUID.randomUUID();
        String deadLetters = create(unique + "-dlq", fifo, Map.of());
        Map<QueueAttributeName, String> attributes = Map.of(
                QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(visibility.toSeconds()),
                QueueAttributeName.DELAY_SECONDS, Long.toString(delay.toSeconds()),
                QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}"
                                .formatted(arn(deadLetters), maxReceiveCount));
        return new Created(create(unique, fifo, attributes), deadLetters);
    }

    private String create(String name, boolean fifo, Map<QueueAttributeName, String> attributes) {
        Map<QueueAttributeName, String> all = new HashMap<>(attributes);
        if (fifo) {
            all.put(QueueAttributeName.FIFO_QUEUE, "true");
        }
        return client.createQueue(request ->
                        request.queueName(fifo ? name + ".fifo" : name).attributes(all))
                .join()
                .queueUrl();
    }

    private String arn(String url) {
        return client.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .join()
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    /// Whether no message waits, is delayed, or is in flight.
    public boolean isEmpty(String url) {
        return client
                .getQueueAttributes(request -> request.queueUrl(url)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .join()
                .attributes()
                .values()
                .stream()
                .allMatch("0"::equals);
    }

    @Override
    public void close() {
        client.close();
        server.stopAndWait();
    }

    /// The URLs of a queue and of its dead-letter queue.
    public record Created(String url, String deadLetterUrl) {
        public MessageQueue queue(LocalSqs sqs) {
            return new SqsQueue(sqs.client(), url);
        }

        public MessageQueue deadLetters(LocalSqs sqs) {
            return new SqsQueue(sqs.client(), deadLetterUrl);
        }
    }

    private static final class Shared {
        private static final LocalSqs SQS = new LocalSqs();
    }
}
