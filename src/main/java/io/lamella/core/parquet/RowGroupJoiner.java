package io.lamella.core.parquet;

import io.lamella.core.schema.TableSchema;
import java.nio.ByteBuffer;
import java.util.List;

/// Joins row groups of files with the same columns to full ones.
///
/// Not for use by more than one thread. After an exception it must be closed.
public final class RowGroupJoiner implements AutoCloseable {
    private final RowGroupSize size;
    private final JoinedRowGroup joined;

    /// @param layout of the file that the joined row groups go into
    public RowGroupJoiner(TableSchema schema, WriterSettings settings, RowGroupSize size, FileLayout layout) {
        this.size = size;
        this.joined = new JoinedRowGroup(schema, settings, size, layout);
    }

    /// Whether a row group should be copied into the file as it is, and not be joined.
    public boolean keeps(RowGroupInfo group) {
        return size.isFull(group.range().length());
    }

    /// Adds the rows of a row group, and ends the joined one if it is full by now.
    ///
    /// @param content the bytes of its [RowGroupInfo#range]
    /// @param pageIndex the bytes of its [RowGroupInfo#pageIndex], range behind range
    /// @param remaining bytes that are still to be joined after it
    /// @return what is to be written at the layout's position, mostly nothing
    public List<ByteBuffer> add(Footer source, int rowGroup, ByteBuffer content, ByteBuffer pageIndex, long remaining) {
        joined.encoder().append(source, rowGroup, content, pageIndex);
        return joined.endIfFull(remaining);
    }

    /// Ends the joined row group, if there is one; answers what is to be written at the layout's position.
    public List<ByteBuffer> end() {
        return joined.end();
    }

    /// Frees native memory. What was not ended is lost.
    @Override
    public void close() {
        joined.close();
    }
}
