package io.lamella.core.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes at a time. The first byte of the text is the lowest byte of the word.
final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /// The eight bytes at `at`, which must all lie in the array.
    static long at(byte[] data, int at) {
        return (long) LONGS.get(data, at);
    }

    static void put(byte[] data, int at, long word) {
        LONGS.set(data, at, word);
    }

    /// A text of 1 to 8 bytes, with zeros behind it. Fields are padded so that eight bytes can be read from any start.
    static long ofLength(byte[] data, int at, int length) {
        return at(data, at) & (-1L >>> (8 * (8 - length)));
    }
}
