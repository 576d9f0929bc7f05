package io.lamella.core.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers in byte arrays, the lowest byte first, as Parquet has them throughout.
final class LittleEndian {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static int getInt(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    static void setInt(byte[] bytes, int at, int value) {
        INTS.set(bytes, at, value);
    }

    static long getLong(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static void setLong(byte[] bytes, int at, long value) {
        LONGS.set(bytes, at, value);
    }

    static byte[] bytes(int value) {
        var bytes = new byte[Integer.BYTES];
        setInt(bytes, 0, value);
        return bytes;
    }

    static byte[] bytes(long value) {
        var bytes = new byte[Long.BYTES];
        setLong(bytes, 0, value);
        return bytes;
    }
}
