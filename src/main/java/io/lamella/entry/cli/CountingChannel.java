package io.lamella.entry.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// Counts what is written to another channel, which stays open.
final class CountingChannel implements WritableByteChannel {
    private final WritableByteChannel out;
    private long bytes;

    CountingChannel(WritableByteChannel out) {
        this.out = out;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int written = out.write(source);
        bytes += written;
        return written;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public boolean isOpen() {
        return out.isOpen();
    }

    @Override
    public void close() {}
}
