package io.lamella.adapter.sqs;

import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT;
import static software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName.AWS_TRACE_HEADER;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.REDRIVE_POLICY;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.VISIBILITY_TIMEOUT;

import io.lamella.pipeline.MessageQueue;
import io.lamella.pipeline.QueueException;
import io.lamella.pipeline.TraceParent;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/// A queue of Amazon SQS, standard or FIFO. Visibility, delay and dead-letter queue are those that the queue was created with.
public final class SqsQueue implements MessageQueue {
    private final SqsAsyncClient client;
    private final String url;

    /// @param client stays the caller's to close
    /// @param url the queue's URL
    public SqsQueue(SqsAsyncClient client, String url) {
        this.client = client;
        this.url = url;
    }

    /// For how long a message that was received is invisible to others, as the queue was created.
    public Uni<Duration> visibility() {
        return call(
                        "GetQueueAttributes",
                        () -> client.getQueueAttributes(
                                request -> request.queueUrl(url).attributeNames(VISIBILITY_TIMEOUT)))
                .map(response -> visibility(response.attributes().get(VISIBILITY_TIMEOUT)));
    }

    /// @param seconds null if the answer was empty: the SDK takes one for whole whose connection broke in its head
    private Duration visibility(@Nullable String seconds) {
        if (seconds == null) {
            throw new QueueException("GetQueueAttributes on " + url + " failed: the answer was cut off. Try again.");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    /// About how many messages there are. SQS counts without haste.
    public Uni<Depth> depth() {
        return call(
                        "GetQueueAttributes",
                        () -> client.getQueueAttributes(request -> request.queueUrl(url)
                                .attributeNames(
                                        APPROXIMATE_NUMBER_OF_MESSAGES,
                                        APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                        APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)))
                .map(response -> response.attributes())
                .map(counts -> new Depth(
                        count(counts.get(APPROXIMATE_NUMBER_OF_MESSAGES))
                                + count(counts.get(APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)),
                        count(counts.get(APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))));
    }

    /// @param text null if the answer does not have it
    private static long count(@Nullable String text) {
        return text == null ? 0 : Long.parseLong(text);
    }

    /// About how many messages of a queue there are.
    ///
    /// @param waiting those that can be received, and those that are delayed
    /// @param inFlight those that were delivered and are neither acknowledged nor visible again
    public record Depth(long waiting, long inFlight) {}

    /// The dead-letter queue that the queue was created with; empty if it has none.
    public Uni<Optional<DeadLetterQueue>> deadLetters() {
        return call(
                        "GetQueueAttributes",
                        () -> client.getQueueAttributes(
                                request -> request.queueUrl(url).attributeNames(REDRIVE_POLICY)))
                .chain(response -> Optional.ofNullable(response.attributes().get(REDRIVE_POLICY))
                        .map(RedrivePolicy::parse)
                        .map(this::find)
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<DeadLetterQueue>> find(RedrivePolicy policy) {
        return call(
                        "GetQueueUrl",
                        () -> client.getQueueUrl(
                                request -> request.queueName(policy.queue()).queueOwnerAWSAccountId(policy.account())))
                .map(response -> Optional.of(new DeadLetterQueue(response.queueUrl(), policy.maxReceiveCount())));
    }

    /// Where a queue's messages go that nobody could handle.
    ///
    /// @param maxReceiveCount deliveries after which a message goes there
    public record DeadLetterQueue(String url, int maxReceiveCount) {}

    @Override
    public Uni<Void> send(Outgoing message) {
        return call("SendMessage", () -> client.sendMessage(request(message))).replaceWithVoid();
    }

    private SendMessageRequest request(Outgoing message) {
        SendMessageRequest.Builder request =
                SendMessageRequest.builder().queueUrl(url).messageBody(message.body());
        message.fifo()
                .ifPresent(fifo -> request.messageGroupId(fifo.group()).messageDeduplicationId(fifo.deduplicationId()));
        message.trace().ifPresent(trace -> request.messageAttributes(Map.of(TraceParent.ATTRIBUTE, attribute(trace))));
        return request.build();
    }

    private static MessageAttributeValue attribute(TraceParent trace) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(trace.text())
                .build();
    }

    @Override
    public Uni<List<Received>> receive(int max, Duration wait) {
        return call(
                        "ReceiveMessage",
                        () -> client.receiveMessage(request -> request.queueUrl(url)
                                .maxNumberOfMessages(max)
                                .waitTimeSeconds(seconds(wait))
                                .messageSystemAttributeNames(APPROXIMATE_RECEIVE_COUNT, AWS_TRACE_HEADER)
                                .messageAttributeNames(TraceParent.ATTRIBUTE)))
                .map(ReceiveMessageResponse::messages)
                .map(messages -> messages.stream().map(SqsQueue::received).toList());
    }

    private static Received received(Message message) {
        int deliveries = Integer.parseInt(message.attributes().get(APPROXIMATE_RECEIVE_COUNT));
        return new Received(message.messageId(), message.receiptHandle(), message.body(), deliveries, trace(message));
    }

    private static Optional<TraceParent> trace(Message message) {
        var text = message.messageAttributes().get(TraceParent.ATTRIBUTE);
        return TraceParent.of(
                text == null ? null : text.stringValue(), message.attributes().get(AWS_TRACE_HEADER));
    }

    @Override
    public Uni<Void> acknowledge(Received message) {
        return call(
                        "DeleteMessage",
                        () -> client.deleteMessage(
                                request -> request.queueUrl(url).receiptHandle(message.handle())))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> extend(Received message, Duration visibility) {
        return call(
                        "ChangeMessageVisibility",
                        () -> client.changeMessageVisibility(request -> request.queueUrl(url)
                                .receiptHandle(message.handle())
                                .visibilityTimeout(seconds(visibility))))
                .replaceWithVoid();
    }

    /// Whole seconds, rounded up: a wait of half a second is not the same as none.
    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.plusNanos(999_999_999).toSeconds());
    }

    private <T> Uni<T> call(String operation, Supplier<CompletionStage<T>> request) {
        return Uni.createFrom()
                .completionStage(request)
                .onFailure()
                .transform(failure -> SqsFailure.of(url, operation, failure));
    }
}
