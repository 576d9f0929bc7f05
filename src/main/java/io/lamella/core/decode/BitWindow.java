package io.lamella.core.decode;

import java.nio.ByteBuffer;

/// Compressed bytes of an object that are at hand, of which bits can be read at any place. Places are bits of the object; the
/// first is the highest of byte 0.
final class BitWindow {
    private final byte[] bytes;
    private int from;
    private int to;
    /// In the object, of the byte at [#from].
    private long offset;

    /// @param capacity how many bytes may be at hand
    /// @param offset of the first byte in the object
    BitWindow(int capacity, long offset) {
        this.bytes = new byte[capacity];
        this.offset = offset;
    }

    /// Takes as many bytes as there is room for.
    void fill(ByteBuffer in) {
        if (bytes.length - to < in.remaining() && from > 0) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        }
        int length = Math.min(in.remaining(), bytes.length - to);
        in.get(bytes, to, length);
        to += length;
    }

    /// Where the bytes at hand end.
    long endBit() {
        return (offset + to - from) * Byte.SIZE;
    }

    /// How many bytes are at hand from a place on.
    long bytesFrom(long bit) {
        return offset + to - from - bit / Byte.SIZE;
    }

    /// Forgets what is in front of a place, which must be at hand.
    void release(long bit) {
        int length = Math.toIntExact(bit / Byte.SIZE - offset);
        from += length;
        offset += length;
    }

    /// Eight bits. Those behind the end are zeros.
    int octet(long bit) {
        int index = index(bit);
        int shift = Math.toIntExact(bit % Byte.SIZE);
        return (at(index) << shift | at(index + 1) >>> Byte.SIZE - shift) & 0xFF;
    }

    /// Some bits, at most 56. Those behind the end are zeros.
    long bits(long bit, int count) {
        long bits = 0;
        for (int i = 0; i < count; i += Byte.SIZE) {
            bits = bits << Byte.SIZE | octet(bit + i);
        }
        return bits;
    }

    /// Changes 32 bits, which must be at hand.
    void put(long bit, int value) {
        for (int i = 0; i < Integer.SIZE; i++) {
            int index = index(bit + i);
            int mask = 0x80 >>> (bit + i) % Byte.SIZE;
            boolean one = (value << i) < 0;
            bytes[index] = (byte) (one ? bytes[index] | mask : bytes[index] & ~mask);
        }
    }

    private int index(long bit) {
        return from + Math.toIntExact(bit / Byte.SIZE - offset);
    }

    private int at(int index) {
        return index < to ? bytes[index] & 0xFF : 0;
    }
}
