package io.lamella.entry.load;

import io.lamella.core.load.LoadSchema;
import io.lamella.core.load.LoadType.Field;
import io.lamella.core.parquet.ParquetFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/// Text in UTF-8, a line for each row.
final class TextTableWriter implements TableWriter {
    private static final int BLOCK_CHARS = 256 * 1024;

    private final LoadSchema columns;
    private final RowText text;
    private final WritableByteChannel out;
    private final StringBuilder block = new StringBuilder();

    /// How rows are written.
    interface RowText {
        /// What stands before the first row.
        default void begin(LoadSchema columns, StringBuilder to) {}

        /// What stands before the first value of a row.
        default void beginRow(StringBuilder to) {}

        /// Writes a value. There are commas between those of a row.
        ///
        /// @throws ParquetFormatException that says what is wrong with it, if it has no text
        void value(Field column, FieldVector vector, int row, StringBuilder to);

        /// What stands behind the last value of a row.
        void endRow(StringBuilder to);
    }

    TextTableWriter(LoadSchema columns, RowText text, WritableByteChannel out) {
        this.columns = columns;
        this.text = text;
        this.out = out;
        text.begin(columns, block);
    }

    @Override
    public void write(VectorSchemaRoot batch) throws IOException {
        for (int row = 0; row < batch.getRowCount(); row++) {
            append(batch, row);
            if (block.length() >= BLOCK_CHARS) {
                flush();
            }
        }
    }

    private void append(VectorSchemaRoot batch, int row) {
        text.beginRow(block);
        for (int i = 0; i < columns.columns().size(); i++) {
            block.append(i > 0 ? "," : "");
            value(columns.columns().get(i), batch.getVector(i), row);
        }
        text.endRow(block);
    }

    private void value(Field column, FieldVector vector, int row) {
        try {
            text.value(column, vector, row, block);
        } catch (ParquetFormatException e) {
            throw new ParquetFormatException(
                    "column " + column.name() + " has " + e.getMessage()
                            + "; load to Arrow, which takes values as they are, or other columns",
                    e);
        }
    }

    private void flush() throws IOException {
        var bytes = ByteBuffer.wrap(block.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        block.setLength(0);
    }

    @Override
    public void end() throws IOException {
        flush();
    }
}
