package io.lamella.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.event.Notification.Malformed;
import io.lamella.core.event.VerdictTask.Ending;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The messages that the stages send each other, as JSON:
///
/// ```json
/// {"lamella":1,"type":"slice","dataset":"orders","bucket":"landing","key":"in/a.csv","etag":"…","size":7,"offset":0,"length":7}
/// {"lamella":1,"type":"slice",…,"size":70,"offset":22,"length":48,"line":4,"lead":"id,name\n","leadLines":1}
/// {"lamella":1,"type":"slice",…,"leadLines":1,"trial":"0198c0ffee"}
/// {"lamella":1,"type":"verdict",…,"size":70,"offset":0,"length":70,"trial":"0198c0ffee","outcome":"REFUSED","reason":"…","configuration":"0f…","id":"0198c0fff0"}
/// {"lamella":1,"type":"survey",…,"size":70,"offset":8,"length":62,"line":2,"lead":"id,name\n","leadLines":1,"sliceBytes":16,"format":"0f…","stretch":0}
/// {"lamella":1,"type":"compressedSlice",…,"size":70,"offset":222,"length":48,"compressed":{"offset":20,"text":190,"bytes":9},"line":4,…}
/// {"lamella":1,"type":"compressedSurvey",…,"size":70,"offset":0,"length":70,"compressed":{"offset":0,"text":0,"bytes":70},"line":2,…}
/// {"lamella":1,"type":"merge","dataset":"orders","partition":"day=2026-01-01"}
/// ```
///
/// Of a compressed object, ranges of slices are ranges of its text, which older versions would take for ranges of its bytes: so they
/// are told of by names that those do not know. Of a block of bzip2, [RestartPoints] tells.
///
/// `lamella` is the version of the form. Members may be added without a new one; readers skip what they do not know.
public final class Messages {
    private static final int VERSION = 1;
    private static final String SLICE = "slice";
    private static final String SURVEY = "survey";
    private static final String VERDICT = "verdict";
    private static final String COMPRESSED_SLICE = "compressedSlice";
    private static final String COMPRESSED_SURVEY = "compressedSurvey";
    private static final String MERGE = "merge";

    private Messages() {}

    public static String write(SliceTask task) {
        return Json.write(slice(task.compressed().isPresent() ? COMPRESSED_SLICE : SLICE, task));
    }

    public static String write(SurveyTask task) {
        return Json.write(slice(task.isOfCompressed() ? COMPRESSED_SURVEY : SURVEY, task.rows())
                .put("sliceBytes", task.sliceBytes())
                .put("format", task.format())
                .put("stretch", task.stretch()));
    }

    public static String write(VerdictTask task) {
        var message = slice(VERDICT, task.whole().in(task.trial()))
                .put("outcome", task.ending().name())
                .put("configuration", task.configuration())
                .put("id", task.id());
        task.reason().ifPresent(reason -> message.put("reason", reason));
        return Json.write(message);
    }

    private static ObjectNode slice(String type, SliceTask task) {
        SourceObject source = task.source();
        ObjectNode message = head(type)
                .put("dataset", task.dataset())
                .put("bucket", source.bucket())
                .put("key", source.key())
                .put("etag", source.etag())
                .put("size", source.size())
                .put("offset", task.range().offset())
                .put("length", task.range().length());
        task.compressed().ifPresent(compressed -> compressed.writeTo(message));
        task.cut()
                .ifPresent(cut ->
                        message.put("line", cut.line()).put("lead", cut.lead()).put("leadLines", cut.leadLines()));
        task.trial().ifPresent(trial -> message.put("trial", trial));
        return message;
    }

    public static String write(MergeRequest request) {
        return Json.write(head(MERGE).put("dataset", request.dataset()).put("partition", request.partition()));
    }

    private static ObjectNode head(String type) {
        return Json.object().put("lamella", VERSION).put("type", type);
    }

    /// Reads a message of the ingest queue, where slices of big objects come beside the notifications. Never fails: what
    /// cannot be understood is a notification with a malformed part.
    public static IngestMessage readIngest(String body) {
        Optional<JsonNode> own = Json.object(body).filter(message -> message.has("lamella"));
        if (own.isEmpty()) {
            return new IngestMessage.Notified(Notifications.read(body));
        }
        try {
            return readOwn(own.get());
        } catch (MalformedMessageException e) {
            Malformed malformed = new Malformed("message", String.valueOf(e.getMessage()));
            return new IngestMessage.Notified(new Notification(List.of(), List.of(), List.of(malformed)));
        }
    }

    private static IngestMessage readOwn(JsonNode message) {
        checkVersion(message);
        return switch (message.path("type").asText()) {
            case SURVEY -> survey(readRange(message, Optional.empty()), message);
            case VERDICT -> verdict(readRange(message, Optional.empty()), message);
            case COMPRESSED_SURVEY -> survey(readCompressed(message), message);
            case COMPRESSED_SLICE -> new IngestMessage.Slice(readCompressed(message));
            default -> {
                checkType(message, SLICE);
                yield new IngestMessage.Slice(readRange(message, Optional.empty()));
            }
        };
    }

    private static IngestMessage survey(SliceTask rows, JsonNode message) {
        long sliceBytes = count(message, "sliceBytes");
        long stretch = count(message, "stretch");
        if (rows.cut().isEmpty() || sliceBytes == 0) {
            throw new MalformedMessageException("a survey must have a lead, a line and a positive sliceBytes");
        }
        SurveyTask first =
                new SurveyTask(rows, sliceBytes, Json.text(message, "format").orElse(""), 0);
        if (stretch >= first.stretches()) {
            throw new MalformedMessageException(
                    "stretch must be less than " + first.stretches() + " but was " + stretch);
        }
        return new IngestMessage.Survey(first.of(Math.toIntExact(stretch)));
    }

    private static IngestMessage verdict(SliceTask object, JsonNode message) {
        return new IngestMessage.Verdict(new VerdictTask(
                object.whole(),
                text(message, "trial"),
                ending(text(message, "outcome")),
                Json.text(message, "reason"),
                text(message, "configuration"),
                text(message, "id")));
    }

    private static Ending ending(String name) {
        return Stream.of(Ending.values())
                .filter(ending -> ending.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new MalformedMessageException(
                        "outcome must be one of " + List.of(Ending.values()) + " but was " + name));
    }

    private static SliceTask readCompressed(JsonNode message) {
        Optional<Compressed> compressed = Compressed.readFrom(message);
        SliceTask task = readRange(message, compressed);
        if (compressed.isEmpty()
                || compressed.get().from().offset() > task.source().size()) {
            throw new MalformedMessageException("compressed must say where in "
                    + task.source().uri() + " decompression begins but was " + message.path("compressed"));
        }
        return task;
    }

    /// @param compressed empty if the range is one of the object's bytes
    private static SliceTask readRange(JsonNode message, Optional<Compressed> compressed) {
        SourceObject source = new SourceObject(
                text(message, "bucket"), text(message, "key"), text(message, "etag"), count(message, "size"));
        long offset = count(message, "offset");
        long length = count(message, "length");
        if (compressed.isEmpty() && (offset > source.size() || length > source.size() - offset)) {
            throw new MalformedMessageException("slice " + offset + "+" + length + " must lie within the "
                    + source.size() + " bytes of " + source.uri());
        }
        return new SliceTask(
                text(message, "dataset"),
                source,
                new ByteRange(offset, length),
                compressed,
                cut(message),
                Json.text(message, "trial"));
    }

    private static Optional<Cut> cut(JsonNode message) {
        return message.has("lead")
                ? Optional.of(
                        new Cut(count(message, "line"), message.path("lead").asText(), count(message, "leadLines")))
                : Optional.empty();
    }

    /// Reads a message of the merge queue.
    ///
    /// @throws MalformedMessageException if it is something else
    public static MergeRequest readMerge(String body) {
        JsonNode message = Json.object(body)
                .orElseThrow(() -> new MalformedMessageException("a merge request must be a JSON object"));
        checkHead(message, MERGE);
        JsonNode partition = message.path("partition");
        if (!partition.isTextual()) {
            throw new MalformedMessageException("partition must be a text");
        }
        return new MergeRequest(text(message, "dataset"), partition.textValue());
    }

    private static void checkHead(JsonNode message, String type) {
        checkVersion(message);
        checkType(message, type);
    }

    private static void checkVersion(JsonNode message) {
        if (!isVersion(message)) {
            throw new MalformedMessageException(
                    "lamella must be " + VERSION + ", the version of the message, but was " + message.path("lamella"));
        }
    }

    private static void checkType(JsonNode message, String type) {
        if (!type.equals(message.path("type").textValue())) {
            throw new MalformedMessageException("type must be " + type + " but was " + message.path("type"));
        }
    }

    private static boolean isVersion(JsonNode message) {
        OptionalLong version = Json.count(message, "lamella");
        return version.isPresent() && version.getAsLong() == VERSION;
    }

    private static String text(JsonNode message, String name) {
        return Json.text(message, name)
                .orElseThrow(() -> new MalformedMessageException(name + " must be a text and not empty"));
    }

    private static long count(JsonNode message, String name) {
        return Json.count(message, name)
                .orElseThrow(() -> new MalformedMessageException(
                        name + " must be a number of bytes but was " + message.path(name)));
    }
}
