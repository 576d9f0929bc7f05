package io.lamella.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.decode.Rejected;
import io.lamella.core.event.SliceTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// A rejected row as one JSON object on a line of its own: why it did not fit, where it stood, and its raw text.
public final class RejectedLine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RejectedLine() {}

    /// The line for a row of a file that belongs to no lake.
    public static byte[] of(Rejected row) {
        return line(place(reason(row), row));
    }

    static byte[] of(Rejected row, SliceTask task) {
        var source = task.source();
        return line(place(
                reason(row)
                        .put("dataset", task.dataset())
                        .put("source", source.uri())
                        .put("etag", source.etag()),
                row));
    }

    private static ObjectNode reason(Rejected row) {
        return JSON.createObjectNode().put("reason", row.reason()).put("message", row.message());
    }

    private static ObjectNode place(ObjectNode json, Rejected row) {
        json.put("line", row.line());
        if (row.record() > 0) {
            json.put("record", row.record());
        }
        json.put("byteOffset", row.byteOffset());
        text(row.raw())
                .ifPresentOrElse(
                        text -> json.put("raw", text),
                        () -> json.put("rawBase64", Base64.getEncoder().encodeToString(row.raw())));
        if (row.rawLength() > row.raw().length) {
            json.put("rawLength", row.rawLength());
        }
        return json;
    }

    /// The raw text of a row; empty if the line has only the beginning of it.
    static Optional<byte[]> raw(byte[] line) {
        try {
            var json = JSON.readTree(line);
            if (json.has("rawLength")) {
                return Optional.empty();
            }
            return Optional.of(
                    json.has("rawBase64")
                            ? json.path("rawBase64").binaryValue()
                            : json.path("raw").asText().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a line of a quarantine file must be a JSON object: " + e.getMessage(), e);
        }
    }

    /// The bytes as text, if they are UTF-8 through and through.
    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static byte[] line(ObjectNode json) {
        try {
            return (JSON.writeValueAsString(json) + '\n').getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
