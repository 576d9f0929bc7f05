package io.lamella.core.parquet;

import java.util.Arrays;
import org.apache.parquet.format.Encoding;

/// The definition or repetition levels of one page, in order.
interface Levels {
    void read(int[] into, int from, int count);

    /// Levels in front of the values of a page of the first version.
    static Levels ofPageV1(ByteCursor page, Encoding encoding, int max, int values) {
        if (max == 0) {
            return none();
        }
        return switch (encoding) {
            case RLE -> runs(page.slice(page.littleEndian(Integer.BYTES)), max);
            case BIT_PACKED -> checked(new BitPackedLevels(page, bitWidth(max), values), max);
            default -> throw new ParquetFormatException("levels cannot be encoded as " + encoding);
        };
    }

    /// Levels in runs, which take all of the bytes.
    static Levels runs(ByteCursor bytes, int max) {
        return max == 0 ? none() : checked(new RunLengthDecoder(bytes, bitWidth(max))::read, max);
    }

    private static Levels none() {
        return (into, from, count) -> Arrays.fill(into, from, from + count, 0);
    }

    private static int bitWidth(int max) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(max);
    }

    private static Levels checked(Levels levels, int max) {
        return (into, from, count) -> {
            levels.read(into, from, count);
            for (int i = from; i < from + count; i++) {
                if (into[i] < 0 || into[i] > max) {
                    throw new ParquetFormatException("a level must be 0 to " + max + " but was " + into[i]);
                }
            }
        };
    }
}
