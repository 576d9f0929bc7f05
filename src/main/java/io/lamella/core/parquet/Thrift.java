package io.lamella.core.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TException;

/// Parquet's structures from bytes and to bytes.
final class Thrift {
    private Thrift() {}

    /// Fills `target` from the bytes at the buffer's position, and moves the position behind them.
    static <T extends TBase<?, ?>> T read(ByteBuffer in, T target, String what) {
        try {
            target.read(new BoundedProtocol(new ThriftBytes(in)));
            return target;
        } catch (TException | RuntimeException e) {
            throw new ParquetFormatException(
                    "cannot read " + what + ": " + message(e) + "; the file is damaged, so write it anew", e);
        }
    }

    /// Without the object that Thrift was about to fill.
    private static String message(Exception failure) {
        var message = String.valueOf(failure.getMessage());
        int struct = message.indexOf(" Struct:");
        return struct < 0 ? message : message.substring(0, struct);
    }

    static ByteBuffer bytes(Write write) {
        var out = new ByteArrayOutputStream();
        try {
            write.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(out.toByteArray());
    }

    /// A field that Thrift's generated code calls nullable. Where the specification requires it, it is there.
    static <T> T given(@Nullable T value) {
        if (value == null) {
            throw new ParquetFormatException("a field is missing that every file must have");
        }
        return value;
    }

    interface Write {
        void to(OutputStream out) throws IOException;
    }
}
