package io.lamella.entry.cli.infer;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.Vector;
import io.lamella.core.decode.BatchSink;
import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.Decoders;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.decode.RefusedException;
import io.lamella.core.decode.Rejected;
import io.lamella.core.decode.RowBatch;
import io.lamella.core.decode.SliceDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A file of the sample, decoded as the pipeline would decode it.
///
/// @param maxRows after which no more is read
record SampleFile(Path path, long maxRows) {
    private static final int READ_BYTES = 256 * 1024;

    /// What became of the rows.
    ///
    /// @param rows that were accepted
    record Outcome(long rows, List<Rejected> rejected) {
        /// How many rows were rejected for this reason.
        long rejectedFor(String reason) {
            return rejected.stream().filter(row -> row.reason().equals(reason)).count();
        }
    }

    /// The same file, of which all is looked at.
    SampleFile allRows() {
        return new SampleFile(path, Long.MAX_VALUE);
    }

    /// The same file, of which fewer rows are looked at.
    SampleFile first(long rows) {
        return new SampleFile(path, Math.min(rows, maxRows));
    }

    /// @param columns of text or JSON
    /// @param sink takes each accepted row
    Outcome read(InputFormat format, List<ColumnSource> columns, Consumer<List<Optional<String>>> sink)
            throws IOException {
        return decode(format, columns, batch -> {
            for (int i = 0; i < batch.accepted(); i++) {
                int row = batch.rows()[i];
                sink.accept(batch.columns().stream()
                        .map(column -> text(column, row))
                        .toList());
            }
        });
    }

    /// Decodes without a look at the values.
    Outcome check(InputFormat format, List<ColumnSource> columns) throws IOException {
        return decode(format, columns, _ -> {});
    }

    private Outcome decode(InputFormat format, List<ColumnSource> columns, BatchSink sink) throws IOException {
        var rejected = new ArrayList<Rejected>();
        var rows = new long[1];
        BatchSink limited = batch -> {
            long room = maxRows - rows[0] - rejected.size();
            if (room > 0) {
                int accepted = Math.toIntExact(Math.min(room, batch.accepted()));
                sink.accept(new RowBatch(batch.columns(), batch.rows(), accepted, batch.rejected()));
                rows[0] += accepted;
                rejected.addAll(batch.rejected());
            }
        };
        try (var channel = FileChannel.open(path);
                var decoder = Decoders.open(format, columns)) {
            var buffer = ByteBuffer.allocate(READ_BYTES);
            boolean more = true;
            while (more && rows[0] + rejected.size() < maxRows) {
                more = channel.read(buffer) >= 0;
                if (more) {
                    decoder.offer(buffer.flip());
                } else {
                    decoder.end();
                }
                drain(decoder, limited);
                buffer.clear();
            }
        } catch (RefusedException e) {
            throw new RefusedException(e.reason(), path + ": " + e.getMessage());
        }
        return new Outcome(rows[0], List.copyOf(rejected));
    }

    private static void drain(SliceDecoder decoder, BatchSink sink) {
        boolean more = true;
        while (more) {
            more = decoder.advance(sink);
        }
    }

    private static Optional<String> text(Vector vector, int row) {
        if (vector.isNull(row)) {
            return Optional.empty();
        }
        var bytes = (BytesVector) vector;
        return Optional.of(new String(bytes.data, bytes.starts[row], bytes.lengths[row], StandardCharsets.UTF_8));
    }
}
