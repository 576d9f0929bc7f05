package io.lamella.adapter.local;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.lamella.core.event.ByteRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A file that was opened while it had a version. It can be read to the end, whatever takes its place meanwhile.
final class OpenVersion implements AutoCloseable {
    final FileVersion version;
    private final FileChannel channel;

    OpenVersion(FileChannel channel, FileVersion version) {
        this.channel = channel;
        this.version = version;
    }

    ByteBuffer read(ByteRange range) throws IOException {
        return read(range, ByteBuffer.allocate(Math.toIntExact(range.length())));
    }

    /// @param into in which as many bytes are left as the range has
    ByteBuffer read(ByteRange range, ByteBuffer into) throws IOException {
        int start = into.position();
        while (into.hasRemaining()) {
            if (channel.read(into, range.offset() + into.position() - start) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return into.position(start);
    }

    void copy(ByteRange range, Path to) throws IOException {
        try (FileChannel target = FileChannel.open(to, CREATE_NEW, WRITE)) {
            Workshop.copy(channel, range.offset(), range.length(), target);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// As [#close], for a file that was only read and has nothing to lose.
    void release() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
