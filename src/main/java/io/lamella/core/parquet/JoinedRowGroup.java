package io.lamella.core.parquet;

import io.lamella.core.schema.TableSchema;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The row group that others are joined to, one after another in the same file.
///
/// Not for use by more than one thread. After an exception it must be closed.
final class JoinedRowGroup implements AutoCloseable {
    private final TableSchema schema;
    private final WriterSettings settings;
    private final RowGroupSize size;
    private final FileLayout layout;
    private @Nullable RowGroupEncoder open;

    /// @param layout of the file that it goes into
    JoinedRowGroup(TableSchema schema, WriterSettings settings, RowGroupSize size, FileLayout layout) {
        this.schema = schema;
        this.settings = settings;
        this.size = size;
        this.layout = layout;
    }

    /// What rows are to be added to; begins one if none is open.
    RowGroupEncoder encoder() {
        return encoder(List::of);
    }

    /// What rows are to be added to; begins one if none is open.
    ///
    /// @param columns asked for how columns of a new one are written
    RowGroupEncoder encoder(Supplier<List<ColumnSettings>> columns) {
        var encoder = open;
        if (encoder == null) {
            var more = columns.get();
            encoder = new RowGroupEncoder(schema, more.isEmpty() ? settings : settings.with(more));
            open = encoder;
        }
        return encoder;
    }

    /// Ends it if it is full by now.
    ///
    /// @param remaining bytes that are still to be joined
    /// @return what is to be written at the layout's position, mostly nothing
    List<ByteBuffer> endIfFull(long remaining) {
        return open != null && size.ends(open.encodedBytes(), remaining) ? end() : List.of();
    }

    /// Ends it, if it has rows.
    ///
    /// @return what is to be written at the layout's position
    List<ByteBuffer> end() {
        List<ByteBuffer> bytes = open == null || open.rows() == 0 ? List.of() : layout.rowGroup(open.finish());
        close();
        return bytes;
    }

    /// Frees native memory. What was not ended is lost.
    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
