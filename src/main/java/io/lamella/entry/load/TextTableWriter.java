package io.lamella.entry.load;

import io.lamella.core.load.LoadSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.VectorSchemaRoot;

/// Text in UTF-8, a line for each row.
final class TextTableWriter implements TableWriter {
    private static final int BLOCK_CHARS = 256 * 1024;

    private final LoadSchema columns;
    private final RowText text;
    private final WritableByteChannel out;
    private final StringBuilder block = new StringBuilder();

    /// How a row is written.
    interface RowText {
        /// What stands before the first row.
        default void begin(LoadSchema columns, StringBuilder to) {}

        /// Writes a row with the end of its line.
        void append(LoadSchema columns, VectorSchemaRoot batch, int row, StringBuilder to);
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
            text.append(columns, batch, row, block);
            if (block.length() >= BLOCK_CHARS) {
                flush();
            }
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
