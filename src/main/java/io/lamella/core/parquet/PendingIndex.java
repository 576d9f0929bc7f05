package io.lamella.core.parquet;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ColumnChunk;

/// The page index of a row group that is not written yet.
///
/// @param columns the chunks that shall point to the indexes; the lists run along
/// @param columnIndexes as bytes, since nothing in them depends on where they lie; empty for a column without
/// @param offsetIndexes as bytes, with absolute offsets; empty for a column without
record PendingIndex(
        List<ColumnChunk> columns, List<Optional<ByteBuffer>> columnIndexes, List<Optional<ByteBuffer>> offsetIndexes) {

    /// Lays the indexes at `position` and what follows, and returns where they end.
    long place(long position, List<ByteBuffer> to) {
        long next = position;
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            var index = columnIndexes.get(i);
            if (index.isPresent()) {
                column.setColumn_index_offset(next);
                column.setColumn_index_length(index.get().remaining());
                next += index.get().remaining();
                to.add(index.get());
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            var index = offsetIndexes.get(i);
            if (index.isPresent()) {
                column.setOffset_index_offset(next);
                column.setOffset_index_length(index.get().remaining());
                next += index.get().remaining();
                to.add(index.get());
            }
        }
        return next;
    }
}
