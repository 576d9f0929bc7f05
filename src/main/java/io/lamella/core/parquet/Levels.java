package io.lamella.core.parquet;

import java.util.Arrays;
import org.apache.parquet.format.Encoding;

/// The definition or repetition levels of one page, in order.
interface Levels {
    void read(int[] into, int from, int count);

    /// Whether the next `count` levels are all the same one, as far as that can be told at once. If so, they are stepped over.
    default boolean skip(int level, int count) {
        return false;
    }

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
        return max == 0 ? none() : new Runs(new RunLengthDecoder(bytes, bitWidth(max)), max);
    }

    /// Levels that could only be 0.
    static Levels none() {
        return new None();
    }

    final class None implements Levels {
        @Override
        public void read(int[] into, int from, int count) {
            Arrays.fill(into, from, from + count, 0);
        }

        @Override
        public boolean skip(int level, int count) {
            return level == 0;
        }
    }

    record Runs(RunLengthDecoder levels, int max) implements Levels {
        @Override
        public void read(int[] into, int from, int count) {
            levels.read(into, from, count);
            check(into, from, count, max);
        }

        @Override
        public boolean skip(int level, int count) {
            return levels.skip(level, count);
        }
    }

    private static int bitWidth(int max) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(max);
    }

    private static Levels checked(Levels levels, int max) {
        return (into, from, count) -> {
            levels.read(into, from, count);
            check(into, from, count, max);
        };
    }

    private static void check(int[] levels, int from, int count, int max) {
        for (int i = from; i < from + count; i++) {
            if (levels[i] < 0 || levels[i] > max) {
                throw new ParquetFormatException("a level must be 0 to " + max + " but was " + levels[i]);
            }
        }
    }
}
