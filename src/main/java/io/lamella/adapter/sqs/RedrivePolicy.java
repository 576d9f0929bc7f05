package io.lamella.adapter.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.pipeline.QueueException;
import org.jspecify.annotations.Nullable;

/// A queue's attribute of that name: `{"deadLetterTargetArn":"arn:aws:sqs:eu-central-1:1:lamella-dead","maxReceiveCount":5}`.
///
/// @param account that the dead-letter queue belongs to
/// @param queue its name
record RedrivePolicy(String account, String queue, int maxReceiveCount) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ARN_PARTS = 6;

    static RedrivePolicy parse(String text) {
        try {
            var json = JSON.readTree(text);
            var arn = json.path("deadLetterTargetArn").asText().split(":", -1);
            if (arn.length != ARN_PARTS) {
                throw notUnderstood(text, null);
            }
            return new RedrivePolicy(
                    arn[4], arn[5], json.path("maxReceiveCount").asInt());
        } catch (JsonProcessingException e) {
            throw notUnderstood(text, e);
        }
    }

    private static QueueException notUnderstood(String text, @Nullable Throwable cause) {
        return new QueueException(
                "the RedrivePolicy of the queue cannot be understood: " + text
                        + ". Give the URL of the dead-letter queue itself",
                cause);
    }
}
