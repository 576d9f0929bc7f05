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

    @Override
    void put(BytesVector to, int from, int count) {
        if (from > 0 || bytes.behind() < BytesVector.PADDING) {
            super.put(to, from, count);
            return;
        }
        to.wrapInOrder(array);
        set(to, from, count, bytes.take(readLengths(count)));
    }

    /// They lie side by side, and are copied in one go.
    @Override
    void copy(BytesVector to, int from, int count) {
        int total = readLengths(count);
        int source = bytes.take(total);
        int at = to.extend(total);
        System.arraycopy(array, source, to.data, at, total);
        set(to, from, count, at);
    }

    /// Answers how many bytes the values have together.
    private int readLengths(int count) {
        if (some.length < count) {
            some = new long[count];
        }
        lengths.read(some, 0, count);
        int total = 0;
        for (int i = 0; i < count; i++) {
            total = Math.addExact(total, checked((int) some[i]));
        }
        return total;
    }

    private void set(BytesVector to, int from, int count, int start) {
        int at = start;
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
