package io.lamella.core.parquet;

import java.io.OutputStream;
import java.util.Arrays;

/// A buffer that grows as it is written to, and is used again and again.
///
/// Its array is open to the encoders, which call [#reserve], write from [#size] on and then move `size`. Beyond what was
/// reserved there are always [#SLACK] more bytes, so that they may store eight bytes at a time.
final class ByteSink extends OutputStream {
    /// Bytes that may be written, or read, beyond what was reserved.
    static final int SLACK = 8;

    private static final int INITIAL_BYTES = 1 << 10;

    /// What a cleared buffer keeps at most. Single values may have many megabytes, and they are rare.
    private static final int KEPT_BYTES = 1 << 22;

    byte[] bytes = new byte[INITIAL_BYTES];
    int size;

    void clear() {
        size = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
    }

    void reserve(int more) {
        if (more > bytes.length - SLACK - size) {
            grow(more);
        }
    }

    private void grow(int more) {
        int needed = Math.addExact(Math.addExact(size, more), SLACK);
        bytes = Arrays.copyOf(bytes, Math.clamp(2L * bytes.length, needed, Integer.MAX_VALUE - SLACK));
    }

    void putInt(int value) {
        reserve(Integer.BYTES);
        LittleEndian.setInt(bytes, size, value);
        size += Integer.BYTES;
    }

    void putLong(long value) {
        reserve(Long.BYTES);
        LittleEndian.setLong(bytes, size, value);
        size += Long.BYTES;
    }

    void put(byte[] from, int start, int length) {
        reserve(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    /// Puts a value that is probably short, eight bytes at a time, and so reads up to seven bytes behind it.
    void putPadded(byte[] from, int start, int length) {
        if (length > 64) {
            put(from, start, length);
            return;
        }
        reserve(length);
        for (int i = 0; i < length; i += Long.BYTES) {
            LittleEndian.setLong(bytes, size + i, LittleEndian.getLong(from, start + i));
        }
        size += length;
    }

    void put(ByteSink other) {
        put(other.bytes, 0, other.size);
    }

    /// Puts an unsigned LEB128 number.
    void putVarInt(int value) {
        putVarLong(Integer.toUnsignedLong(value));
    }

    /// Puts an unsigned LEB128 number.
    void putVarLong(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /// Puts a signed number that is probably near zero.
    void putZigZag(long value) {
        putVarLong((value << 1) ^ (value >> 63));
    }

    @Override
    public void write(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    @Override
    public void write(byte[] from, int start, int length) {
        put(from, start, length);
    }
}
