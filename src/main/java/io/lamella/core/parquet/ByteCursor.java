package io.lamella.core.parquet;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// A place in the bytes of a page. It refuses to go beyond their end.
final class ByteCursor {
    private byte[] bytes;
    private ByteBuffer view;
    private int at;
    private int end;

    ByteCursor(byte[] bytes, int from, int to) {
        if (from < 0 || from > to || to > bytes.length) {
            throw new ParquetFormatException(
                    "bytes " + from + " to " + to + " do not lie in a page of " + bytes.length + " bytes");
        }
        this.bytes = bytes;
        this.view = ByteBuffer.wrap(bytes);
        this.at = from;
        this.end = to;
    }

    byte[] array() {
        return bytes;
    }

    /// All of [#array].
    ByteBuffer view() {
        return view;
    }

    int position() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    /// Bytes of [#array] behind the last one.
    int behind() {
        return bytes.length - end;
    }

    /// A cursor over the next bytes, which this one steps over.
    ByteCursor slice(int length) {
        int from = take(length);
        return new ByteCursor(bytes, from, from + length);
    }

    /// Another cursor at the same place.
    ByteCursor copy() {
        return new ByteCursor(bytes, at, end);
    }

    /// Steps over so many bytes and returns where the first one is in [#array].
    int take(int length) {
        if (length < 0 || length > end - at) {
            throw new ParquetFormatException("wants " + length + " bytes where " + (end - at) + " are left");
        }
        int from = at;
        at += length;
        return from;
    }

    /// As [#take], but what is missing is made up as zeros, as long as anything is there.
    int takePadded(int length) {
        if (length > end - at && at < end) {
            bytes = Arrays.copyOfRange(bytes, at, at + length);
            Arrays.fill(bytes, end - at, length, (byte) 0);
            view = ByteBuffer.wrap(bytes);
            at = 0;
            end = length;
        }
        return take(length);
    }

    int unsignedByte() {
        return bytes[take(1)] & 0xff;
    }

    /// An integer of so many bytes, 0 to 4.
    int littleEndian(int length) {
        int from = take(length);
        int value = 0;
        for (int i = 0; i < length; i++) {
            value |= (bytes[from + i] & 0xff) << (8 * i);
        }
        return value;
    }

    int unsignedVarInt() {
        return (int) unsignedVarLong();
    }

    long unsignedVarLong() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = unsignedByte();
            value |= (long) (next & 0x7f) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new ParquetFormatException("a variable-length integer does not end");
    }

    long zigZagVarLong() {
        long value = unsignedVarLong();
        return (value >>> 1) ^ -(value & 1);
    }
}
