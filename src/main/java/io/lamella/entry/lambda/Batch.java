package io.lamella.entry.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.lamella.pipeline.TraceParent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an event of SQS brings.
final class Batch {
    private static final String GROUP = "MessageGroupId";

    private Batch() {}

    /// @throws IllegalArgumentException if the event is not one of SQS
    static List<SQSMessage> messages(SQSEvent event) {
        @Nullable List<SQSMessage> records = event.getRecords();
        if (records == null) {
            throw new IllegalArgumentException("the event must be of SQS, but has no Records");
        }
        return records;
    }

    /// What a message says of the trace that it belongs to, or what carried it says.
    static Optional<TraceParent> trace(SQSMessage message) {
        return TraceParent.of(
                Optional.ofNullable(message.getMessageAttributes())
                        .map(attributes -> attributes.get(TraceParent.ATTRIBUTE))
                        .map(MessageAttribute::getStringValue)
                        .orElse(null),
                Optional.ofNullable(message.getAttributes())
                        .map(attributes -> attributes.get(TraceParent.XRAY_ATTRIBUTE))
                        .orElse(null));
    }

    /// The group of a message of a FIFO queue. A message without one is a group of its own.
    static String group(SQSMessage message) {
        var attributes = message.getAttributes();
        return attributes == null ? message.getMessageId() : attributes.getOrDefault(GROUP, message.getMessageId());
    }
}
