package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;

/// Runs of bytes one behind the other, after all of their lengths.
final class DeltaLengthBytes extends PageValues {
    private final DeltaDecoder lengths;
    private final ByteCursor bytes;
    private long[] some = new long[0];

    DeltaLengthBytes(ByteCursor in) {
        lengths = new DeltaDecoder(in.copy());
        DeltaDecoder.skip(in);
        bytes = in;
        array = in.array();
    }

    @Override
    void next() {
        // Lengths are 32-bit integers, and their differences wrap around.
        length = (int) lengths.next();
        start = bytes.take(length);
    }

    /// They lie side by side, and are copied in one go.
    @Override
    void copy(BytesVector to, int from, int count) {
        if (some.length < count) {
            some = new long[count];
        }
        lengths.read(some, 0, count);
        int total = 0;
        for (int i = 0; i < count; i++) {
            total = Math.addExact(total, checked((int) some[i]));
        }
        int source = bytes.take(total);
        int at = to.extend(total);
        System.arraycopy(array, source, to.data, at, total);
        for (int i = 0; i < count; i++) {
            int one = (int) some[i];
            to.set(from + i, at, one);
            at += one;
        }
    }

    private static int checked(int length) {
        if (length < 0) {
            throw new ParquetFormatException("a value cannot have " + length + " bytes");
        }
        return length;
    }
}
