package io.lamella.core.parquet;

import java.nio.ByteBuffer;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.transport.TTransport;
import shaded.parquet.org.apache.thrift.transport.TTransportException;

/// Lets Thrift read from a buffer, and from no byte behind it.
final class ThriftBytes extends TTransport {
    private final ByteBuffer in;

    ThriftBytes(ByteBuffer in) {
        this.in = in;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    @Override
    public int read(byte[] target, int offset, int length) throws TTransportException {
        checkReadBytesAvailable(length);
        in.get(target, offset, length);
        return length;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        throw new UnsupportedOperationException("bytes to read from");
    }

    /// Thrift's fast path: it then takes bytes straight from the array.
    @Override
    public byte[] getBuffer() {
        return in.array();
    }

    @Override
    public int getBufferPosition() {
        return in.arrayOffset() + in.position();
    }

    @Override
    public int getBytesRemainingInBuffer() {
        return in.hasArray() ? in.remaining() : -1;
    }

    @Override
    public void consumeBuffer(int length) {
        in.position(in.position() + length);
    }

    @Override
    public TConfiguration getConfiguration() {
        return TConfiguration.DEFAULT;
    }

    @Override
    public void updateKnownMessageSize(long size) {}

    @Override
    public void checkReadBytesAvailable(long length) throws TTransportException {
        if (length < 0 || length > in.remaining()) {
            throw new TTransportException(
                    TTransportException.END_OF_FILE,
                    "wants " + length + " bytes where " + in.remaining() + " are left");
        }
    }
}
