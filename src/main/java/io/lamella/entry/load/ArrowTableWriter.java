package io.lamella.entry.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;

/// Arrow's own formats. Batches are written as they lie in memory.
final class ArrowTableWriter implements TableWriter {
    private final ArrowWriter writer;

    private ArrowTableWriter(ArrowWriter writer) throws IOException {
        this.writer = writer;
        writer.start();
    }

    /// @param root that each batch is loaded into
    static ArrowTableWriter file(VectorSchemaRoot root, WritableByteChannel out) throws IOException {
        return new ArrowTableWriter(new ArrowFileWriter(root, null, new Uncloseable(out)));
    }

    static ArrowTableWriter stream(VectorSchemaRoot root, WritableByteChannel out) throws IOException {
        return new ArrowTableWriter(new ArrowStreamWriter(root, null, new Uncloseable(out)));
    }

    @Override
    public void write(VectorSchemaRoot batch) throws IOException {
        writer.writeBatch();
    }

    @Override
    public void end() throws IOException {
        writer.end();
    }

    @Override
    public void close() {
        writer.close();
    }

    /// Arrow's writers close what they write to.
    private record Uncloseable(WritableByteChannel out) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return out.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return out.isOpen();
        }

        @Override
        public void close() {}
    }
}
