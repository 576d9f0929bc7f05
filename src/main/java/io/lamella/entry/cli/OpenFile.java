package io.lamella.entry.cli;

import io.lamella.core.event.ByteRange;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A file on this machine that stays open. Its end is read at once, and so a small one as a whole.
final class OpenFile implements FileBytes, AutoCloseable {
    private static final int END_BYTES = 1024 * 1024;

    private final Path path;
    private final FileChannel channel;
    private final long size;
    private final ByteRange end;
    private final ByteBuffer endBytes;

    private OpenFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        size = channel.size();
        long length = Math.min(END_BYTES, size);
        end = new ByteRange(size - length, length);
        endBytes = read(path, channel, end);
    }

    static OpenFile open(Path path) throws IOException {
        var channel = FileChannel.open(path);
        try {
            return new OpenFile(path, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public ByteBuffer read(ByteRange range) throws IOException {
        return range.offset() >= end.offset()
                ? endBytes.slice(Math.toIntExact(range.offset() - end.offset()), Math.toIntExact(range.length()))
                : read(path, channel, range);
    }

    /// @param path for messages
    /// @param range inside the file
    static ByteBuffer read(Path path, FileChannel channel, ByteRange range) throws IOException {
        var bytes = ByteBuffer.allocate(Math.toIntExact(range.length()));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, range.offset() + bytes.position()) < 0) {
                throw becameShorter(path);
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
                throw becameShorter(path);
            }
            done += bytes;
        }
    }

    private static EOFException becameShorter(Path path) {
        return new EOFException(path + " became shorter while it was read");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
