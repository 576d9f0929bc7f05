package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;

/// Runs of bytes one behind the other, after all of their lengths.
final class DeltaLengthBytes extends PageValues {
    private final DeltaDecoder lengths;
    private final ByteCursor bytes;

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
        int total = 0;
        for (int row = from; row < from + count; row++) {
            int one = (int) lengths.next();
            if (one < 0) {
                throw new ParquetFormatException("a value cannot have " + one + " bytes");
            }
            to.set(row, total, one);
            total = Math.addExact(total, one);
        }
        int source = bytes.take(total);
        int base = to.extend(total);
        System.arraycopy(array, source, to.data, base, total);
        for (int row = from; row < from + count; row++) {
            to.starts[row] += base;
        }
    }
}
