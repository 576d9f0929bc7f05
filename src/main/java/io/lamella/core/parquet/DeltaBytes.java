package io.lamella.core.parquet;

import java.util.Arrays;

/// Runs of bytes, each of which begins like the one before.
final class DeltaBytes extends PageValues {
    private final DeltaDecoder prefixes;
    private final DeltaLengthBytes suffixes;
    private final int width;

    /// @param width that all values must have; 0 for any
    DeltaBytes(ByteCursor in, int width) {
        prefixes = new DeltaDecoder(in.copy());
        DeltaDecoder.skip(in);
        suffixes = new DeltaLengthBytes(in);
        this.width = width;
    }

    @Override
    void next() {
        int prefix = (int) prefixes.next();
        suffixes.next();
        if (prefix < 0 || prefix > length) {
            throw new ParquetFormatException("a value begins with " + prefix + " bytes of one that has " + length);
        }
        int total = Math.addExact(prefix, suffixes.length);
        if (width > 0 && total != width) {
            throw new ParquetFormatException("a value must have " + width + " bytes but has " + total);
        }
        if (total > array.length) {
            array = Arrays.copyOf(array, Math.max(total, 2 * array.length));
        }
        System.arraycopy(suffixes.array, suffixes.start, array, prefix, suffixes.length);
        length = total;
    }
}
