package io.lamella.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.core.event.Notification.Ignored;
import io.lamella.core.event.Notification.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads what S3 says about objects, in each form in which it comes: S3's own JSON, EventBridge's, and either of them inside
/// an SNS notification or inside the events with which Lambda hands on SNS and SQS messages.
///
/// See "Event message structure" in the S3 user guide. Other stores of the same protocol leave members out and write
/// `s3:ObjectCreated:` for `ObjectCreated:`.
public final class Notifications {
    /// SQS in SNS in SQS is three; nobody means more than this.
    private static final int MAX_DEPTH = 5;

    private static final String MESSAGE = "message";

    private final List<ObjectCreated> created = new ArrayList<>();
    private final List<Ignored> ignored = new ArrayList<>();
    private final List<Malformed> malformed = new ArrayList<>();

    private Notifications() {}

    /// Reads the body of a message. Never fails: what cannot be understood is in the answer.
    public static Notification read(String body) {
        Notifications notifications = new Notifications();
        notifications.readMessage(MESSAGE, body, 0);
        return new Notification(notifications.created, notifications.ignored, notifications.malformed);
    }

    private void readMessage(String place, String body, int depth) {
        Optional<JsonNode> message = Json.object(body);
        if (message.isEmpty()) {
            malformed.add(new Malformed(place, "it is not a JSON object"));
        } else if (depth > MAX_DEPTH) {
            malformed.add(new Malformed(place, "messages within messages, deeper than " + MAX_DEPTH));
        } else {
            readMessage(place, message.get(), depth);
        }
    }

    private void readMessage(String place, JsonNode message, int depth) {
        if (message.has("Records")) {
            readRecords(place, message.get("Records"), depth);
        } else if (isText(message, "Event", "s3:TestEvent")) {
            ignored.add(new Ignored(place, "S3 tests whether its notifications arrive"));
        } else if (message.path("Type").isTextual() && message.has("TopicArn")) {
            readTopicMessage(place, message, depth);
        } else if (message.has("detail-type")) {
            readBusEvent(place, message);
        } else {
            malformed.add(new Malformed(place, "it is neither an event of S3 nor a message of Lamella"));
        }
    }

    private void readRecords(String place, JsonNode records, int depth) {
        if (!records.isArray()) {
            malformed.add(new Malformed(place, "Records is not an array"));
        } else if (records.isEmpty()) {
            ignored.add(new Ignored(place, "Records is empty"));
        }
        for (int i = 0; records.isArray() && i < records.size(); i++) {
            readRecord(within(place, "Records[" + i + "]"), records.get(i), depth);
        }
    }

    private void readRecord(String place, JsonNode record, int depth) {
        if (isText(record, "eventSource", "aws:sqs")) {
            readMessage(within(place, "body"), record.path("body").asText(), depth + 1);
        } else if (isText(record, "EventSource", "aws:sns")) {
            readMessage(
                    within(place, "Sns.Message"),
                    record.path("Sns").path("Message").asText(),
                    depth + 1);
        } else {
            readS3Record(place, record);
        }
    }

    /// SNS, without raw message delivery.
    private void readTopicMessage(String place, JsonNode message, int depth) {
        if (isText(message, "Type", "Notification")) {
            readMessage(within(place, "Message"), message.path("Message").asText(), depth + 1);
        } else {
            String type = message.path("Type").textValue();
            ignored.add(new Ignored(
                    place,
                    "SNS speaks of the subscription to "
                            + message.path("TopicArn").asText() + ": " + type));
        }
    }

    private void readS3Record(String place, JsonNode record) {
        Optional<String> event = Json.text(record, "eventName");
        if (event.isEmpty()) {
            malformed.add(new Malformed(place, "it has no eventName"));
            return;
        }
        String name = event.get().startsWith("s3:") ? event.get().substring("s3:".length()) : event.get();
        if (name.startsWith("ObjectCreated:")) {
            JsonNode entity = record.path("s3");
            Optional<String> key = Json.text(entity.path("object"), "key");
            Optional<String> decoded = key.flatMap(ObjectKey::decode);
            if (key.isPresent() && decoded.isEmpty()) {
                malformed.add(new Malformed(place, "the key is not UTF-8: " + key.get()));
            } else {
                addCreated(place, entity, decoded, "eTag");
            }
        } else {
            ignored.add(new Ignored(place, "it is not about a new object: " + event.get()));
        }
    }

    /// An event of EventBridge. Its keys are not encoded.
    private void readBusEvent(String place, JsonNode event) {
        if (!isText(event, "source", "aws.s3")) {
            malformed.add(new Malformed(
                    place, "it is an event of " + event.path("source").asText() + " and not of aws.s3"));
        } else if (isText(event, "detail-type", "Object Created")) {
            JsonNode detail = event.path("detail");
            addCreated(place, detail, Json.text(detail.path("object"), "key"), "etag");
        } else {
            ignored.add(new Ignored(
                    place,
                    "it is not about a new object: " + event.path("detail-type").asText()));
        }
    }

    private void addCreated(String place, JsonNode entity, Optional<String> key, String etagName) {
        Optional<String> bucket = Json.text(entity.path("bucket"), "name");
        if (bucket.isEmpty() || key.isEmpty()) {
            malformed.add(new Malformed(place, "it has no " + (bucket.isEmpty() ? "bucket name" : "object key")));
            return;
        }
        JsonNode object = entity.path("object");
        Optional<String> etag =
                Json.text(object, etagName).map(text -> text.replace("\"", "")).filter(text -> !text.isEmpty());
        OptionalLong size = Json.count(object, "size");
        created.add(new ObjectCreated(bucket.get(), key.get(), etag, size, Json.text(object, "sequencer")));
    }

    private static boolean isText(JsonNode object, String name, String text) {
        return text.equals(object.path(name).textValue());
    }

    private static String within(String place, String member) {
        return place.equals(MESSAGE) ? member : place + "." + member;
    }
}
