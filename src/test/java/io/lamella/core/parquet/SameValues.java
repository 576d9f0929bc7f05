package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.column.Vector;
import io.lamella.core.event.ByteRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Whether parquet-java reads in a file, row for row, what Lamella reads in it.
public final class SameValues {
    private SameValues() {}

    /// @throws IllegalStateException if they differ
    public static void require(Path file) throws IOException {
        var ours = digests(file);
        var theirs = ParquetJava.digests(file);
        if (!ours.equals(theirs)) {
            throw new IllegalStateException(
                    "parquet-java reads other values in " + file + ": digests " + theirs + ", not " + ours);
        }
    }

    private static List<Long> digests(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var whole = new ByteRange(0, channel.size());
            var tail = read(
                    channel,
                    new ByteRange(Math.max(0, whole.length() - 1024 * 1024), Math.min(whole.length(), 1024 * 1024)));
            var footer = Footer.parse(tail, whole.length());
            var digests = new long[footer.columnCount()];
            for (var group : footer.rowGroups()) {
                try (var reader = new RowGroupReader(footer, group.ordinal(), read(channel, group.range()))) {
                    for (int rows = reader.next(); rows > 0; rows = reader.next()) {
                        for (int i = 0; i < digests.length; i++) {
                            digests[i] = digest(reader.columns().get(i), rows, digests[i]);
                        }
                    }
                }
            }
            return LongStream.of(digests).boxed().toList();
        }
    }

    private static ByteBuffer read(FileChannel channel, ByteRange range) throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(range.length()));
        while (bytes.hasRemaining() && channel.read(bytes, range.offset() + bytes.position()) >= 0) {}
        return bytes.flip();
    }

    private static long digest(Vector column, int rows, long before) {
        long digest = before;
        for (int row = 0; row < rows; row++) {
            digest = next(digest, column.isNull(row) ? null : value(column, row));
        }
        return digest;
    }

    private static Object value(Vector column, int row) {
        return switch ((ScalarVector) column) {
            case LongVector longs -> longs.values[row];
            case BytesVector bytes ->
                Arrays.copyOfRange(bytes.data, bytes.starts[row], bytes.starts[row] + bytes.lengths[row]);
        };
    }

    /// Goes on by one value: a `Long`, bytes, or null.
    static long next(long digest, @Nullable Object value) {
        long own = switch (value) {
            case null -> 0x9E3779B97F4A7C15L;
            case byte[] bytes -> Arrays.hashCode(bytes);
            default -> value.hashCode();
        };
        return 31 * digest + own;
    }
}
