package io.lamella.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.decode.Rejected;
import io.lamella.core.event.SliceTask;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rejected rows of one attempt, as one JSON object a line: where the row stood, why it did not fit, and its raw text.
final class QuarantineFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SEND_BYTES = 1024 * 1024;

    private final SliceTask task;
    private final ObjectWriter writer;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private @Nullable Rejected first;
    private long rows;

    QuarantineFile(SliceTask task, ObjectWriter writer) {
        this.task = task;
        this.writer = writer;
    }

    void add(Rejected rejected) {
        if (first == null) {
            first = rejected;
        }
        rows++;
        lines.writeBytes(line(rejected).getBytes(StandardCharsets.UTF_8));
        lines.write('\n');
    }

    private String line(Rejected rejected) {
        var source = task.source();
        var json = JSON.createObjectNode()
                .put("reason", rejected.reason())
                .put("message", rejected.message())
                .put("dataset", task.dataset())
                .put("source", source.uri())
                .put("etag", source.etag())
                .put("line", rejected.line())
                .put("byteOffset", rejected.byteOffset());
        text(rejected.raw())
                .ifPresentOrElse(
                        text -> json.put("raw", text),
                        () -> json.put("rawBase64", Base64.getEncoder().encodeToString(rejected.raw())));
        if (rejected.rawLength() > rejected.raw().length) {
            json.put("rawLength", rejected.rawLength());
        }
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
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

    /// Rows rejected so far.
    long rows() {
        return rows;
    }

    Optional<Rejected> first() {
        return Optional.ofNullable(first);
    }

    Location location() {
        return writer.target();
    }

    boolean mustSend() {
        return lines.size() >= SEND_BYTES;
    }

    Uni<Void> send() {
        if (lines.size() == 0) {
            return Uni.createFrom().voidItem();
        }
        var bytes = ByteBuffer.wrap(lines.toByteArray());
        lines.reset();
        return writer.write(List.of(bytes));
    }

    /// Makes the file an object, if any row was rejected.
    Uni<Void> finish() {
        return rows == 0
                ? Uni.createFrom().voidItem()
                : send().chain(() -> writer.finish(Condition.ALWAYS)).replaceWithVoid();
    }

    Uni<Void> abort() {
        return writer.abort();
    }
}
