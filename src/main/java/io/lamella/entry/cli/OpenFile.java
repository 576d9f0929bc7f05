package io.lamella.entry.cli;

import io.lamella.core.event.ByteRange;
import io.lamella.core.parquet.Footer;
import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.core.schema.TableSchema;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A local Parquet file that is open. A small one is read once, as a whole.
///
/// @param tail its last bytes, the footer among them
/// @param schema its columns, if all of them are of types that Lamella writes
record OpenFile(Path path, FileChannel channel, long size, ByteBuffer tail, Footer footer, TableSchema schema)
        implements AutoCloseable {
    private static final int TAIL_BYTES = 1024 * 1024;

    /// @throws ParquetFormatException that names the file, if it is none or has columns of other types
    static OpenFile open(Path path) throws IOException {
        var channel = FileChannel.open(path);
        try {
            long size = channel.size();
            var tail = tail(path, channel, size, Math.min(TAIL_BYTES, size));
            long needed = Math.min(Footer.tailBytes(tail), size);
            var whole = needed <= tail.remaining() ? tail : tail(path, channel, size, needed);
            var footer = Footer.parse(whole, size);
            var schema = footer.tableSchema()
                    .orElseThrow(
                            () -> new ParquetFormatException(
                                    "it has nested columns, or columns of types that Lamella does not write; see `lamella inspect`"));
            return new OpenFile(path, channel, size, whole, footer, schema);
        } catch (ParquetFormatException e) {
            channel.close();
            throw new ParquetFormatException(path + ": " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static ByteBuffer tail(Path path, FileChannel channel, long size, long bytes) throws IOException {
        return read(path, channel, new ByteRange(size - bytes, bytes));
    }

    ByteBuffer read(ByteRange range) throws IOException {
        long tailStart = size - tail.remaining();
        if (range.offset() >= tailStart) {
            return tail.slice(Math.toIntExact(range.offset() - tailStart), Math.toIntExact(range.length()));
        }
        return read(path, channel, range);
    }

    private static ByteBuffer read(Path path, FileChannel channel, ByteRange range) throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(range.length()));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, range.offset() + bytes.position()) < 0) {
                throw new EOFException(path + " became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    /// Appends a range to another file, without reading it.
    void transfer(ByteRange range, FileChannel target) throws IOException {
        long done = 0;
        while (done < range.length()) {
            long bytes = channel.transferTo(range.offset() + done, range.length() - done, target);
            if (bytes <= 0) {
                throw new EOFException(path + " became shorter while it was read");
            }
            done += bytes;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
