package io.lamella.entry.cli;

import io.lamella.core.decode.Rejected;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rows that a conversion refused, one JSON object a line, as in a quarantine file. There is no file before there is a row.
final class RejectedRows implements AutoCloseable {
    private final Path path;
    private final List<Rejected> pending = new ArrayList<>();
    private @Nullable OutputStream stream;
    private long rows;

    RejectedRows(Path path) {
        this.path = path;
    }

    /// Removes what an earlier conversion left.
    void forget() throws IOException {
        Files.deleteIfExists(path);
    }

    void add(Rejected row) {
        pending.add(row);
        rows++;
    }

    void send() throws IOException {
        if (pending.isEmpty()) {
            return;
        }
        var open = stream;
        if (open == null) {
            open = new BufferedOutputStream(Files.newOutputStream(path));
            stream = open;
        }
        for (var row : pending) {
            open.write(JsonText.JSON.writeValueAsBytes(json(row)));
            open.write('\n');
        }
        pending.clear();
    }

    private static Object json(Rejected row) {
        var json = JsonText.object()
                .put("reason", row.reason())
                .put("message", row.message())
                .put("line", row.line())
                .put("byteOffset", row.byteOffset());
        try {
            json.put(
                    "raw",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(row.raw()))
                            .toString());
        } catch (CharacterCodingException e) {
            json.put("rawBase64", row.raw());
        }
        if (row.rawLength() > row.raw().length) {
            json.put("rawLength", row.rawLength());
        }
        return json;
    }

    long rows() {
        return rows;
    }

    /// Where they are; empty if there are none.
    Optional<Path> file() {
        return stream == null ? Optional.empty() : Optional.of(path);
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
