package io.lamella.entry.cli;

import io.lamella.core.decode.Rejected;
import io.lamella.pipeline.RejectedLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
            open.write(RejectedLine.of(row));
        }
        pending.clear();
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
