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
        bytes.take(set(to, from, count, bytes.position()));
    }

    /// They lie side by side, and are copied in one go.
    @Override
    void copy(BytesVector to, int from, int count) {
        int total = set(to, from, count, to.extend(0));
        int source = bytes.take(total);
        int at = to.extend(total);
        System.arraycopy(array, source, to.data, at, total);
    }

    /// Reads lengths, and puts values that lie side by side there. Answers how many bytes they have together.
    private int set(BytesVector to, int from, int count, int start) {
        if (some.length < count) {
            some = new long[count];
        }
        lengths.read(some, 0, count);
        long[] read = some;
        int[] starts = to.starts;
        int[] sizes = to.lengths;
        long at = start;
        int least = 0;
        for (int i = 0; i < count; i++) {
            int one = (int) read[i];
            starts[from + i] = (int) at;
            sizes[from + i] = one;
            at += one;
            least = Math.min(least, one);
        }
        if (least < 0) {
            throw new ParquetFormatException("a value cannot have " + least + " bytes");
        }
        return Math.toIntExact(at - start);
    }
}
