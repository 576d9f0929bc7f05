package io.lamella.core.parquet;

import java.io.ByteArrayInputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/// A file in memory, for parquet-java to read.
final class InputInMemory implements InputFile {
    private final byte[] bytes;

    InputInMemory(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long getLength() {
        return bytes.length;
    }

    @Override
    public SeekableInputStream newStream() {
        return new Stream(new ByteArrayInputStream(bytes));
    }

    private final class Stream extends DelegatingSeekableInputStream {
        private final ByteArrayInputStream in;

        Stream(ByteArrayInputStream in) {
            super(in);
            this.in = in;
        }

        @Override
        public long getPos() {
            return getLength() - in.available();
        }

        @Override
        public void seek(long position) {
            in.reset();
            in.skip(position);
        }
    }
}
