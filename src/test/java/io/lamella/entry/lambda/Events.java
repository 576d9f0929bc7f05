package io.lamella.entry.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.pipeline.ObjectInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Events as S3 and SQS write them, cut down to what is read.
public final class Events {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What S3 sends once, when notifications are set up.
    public static final String TEST_EVENT = """
            {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-01-01T00:00:00.000Z","Bucket":"landing"}""";

    private Events() {}

    /// The body of S3's notification of an object.
    public static String created(ObjectInfo object) {
        return """
                {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1",\
                "eventTime":"2026-01-01T00:00:00.000Z","eventName":"ObjectCreated:Put",\
                "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"%s"},\
                "object":{"key":"%s","size":%d,"eTag":"%s","sequencer":"0055AED6DCD90281E5"}}}]}""".formatted(
                        object.location().bucket(),
                        URLEncoder.encode(object.location().key(), StandardCharsets.UTF_8),
                        object.size(),
                        object.etag());
    }

    static SQSEvent batch(SQSMessage... messages) {
        var event = new SQSEvent();
        event.setRecords(List.of(messages));
        return event;
    }

    static SQSMessage message(String id, String body) {
        var message = new SQSMessage();
        message.setMessageId(id);
        message.setBody(body);
        return message;
    }

    static SQSMessage message(String id, String group, String body) {
        var message = message(id, body);
        message.setAttributes(Map.of("MessageGroupId", group));
        return message;
    }

    /// An event with one message, as Lambda's poller of queues posts it.
    static String json(String queue, String id, String group, String body) {
        ObjectNode event = JSON.createObjectNode();
        ObjectNode message = event.putArray("Records")
                .addObject()
                .put("messageId", id)
                .put("receiptHandle", "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a")
                .put("body", body)
                .put("md5OfBody", "7b270e59b47ff90a553787216d55d91d")
                .put("eventSource", "aws:sqs")
                .put("eventSourceARN", "arn:aws:sqs:eu-central-1:123456789012:" + queue)
                .put("awsRegion", "eu-central-1");
        message.putObject("messageAttributes");
        message.putObject("attributes")
                .put("ApproximateReceiveCount", "1")
                .put("SentTimestamp", "1767225600000")
                .put("SenderId", "AIDAIENQZJOLO23YVJ4VO")
                .put("ApproximateFirstReceiveTimestamp", "1767225600001")
                .put("MessageGroupId", group);
        return event.toString();
    }
}
