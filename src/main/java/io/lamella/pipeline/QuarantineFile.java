package io.lamella.pipeline;

import io.lamella.core.decode.Rejected;
import io.lamella.core.event.SliceTask;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rejected rows of one attempt, each as a [RejectedLine].
final class QuarantineFile {
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
        lines.writeBytes(RejectedLine.of(rejected, task));
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
