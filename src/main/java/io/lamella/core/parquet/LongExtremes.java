package io.lamella.core.parquet;

import java.util.Optional;

/// Finds the bounds of values that are held in longs.
final class LongExtremes {
    private static final int FLOAT_INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
    private static final long DOUBLE_INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

    private LongExtremes() {}

    /// The bounds of the first `count` values; none if there are none, or only NaN.
    static Optional<Bounds> of(long[] values, int count, ValueOrder order) {
        if (count == 0) {
            return Optional.empty();
        }
        return switch (order) {
            case BOOLEANS, INTS, LONGS -> integers(values, count, order);
            case FLOATS -> floats(values, count);
            case DOUBLES -> doubles(values, count);
            case UNSIGNED_BYTES, SIGNED_BYTES, UNDEFINED ->
                throw new IllegalArgumentException("longs are not ordered as " + order);
        };
    }

    private static Optional<Bounds> integers(long[] values, int count, ValueOrder order) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        return Optional.of(Bounds.exact(integer(min, order), integer(max, order)));
    }

    private static byte[] integer(long value, ValueOrder order) {
        return switch (order) {
            case BOOLEANS -> new byte[] {(byte) value};
            case INTS -> LittleEndian.bytes((int) value);
            default -> LittleEndian.bytes(value);
        };
    }

    private static Optional<Bounds> floats(long[] values, int count) {
        int min = Integer.MAX_VALUE;
        int max = Integer.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            int bits = (int) values[i];
            if ((bits & Integer.MAX_VALUE) <= FLOAT_INFINITY) {
                int rank = flipNegative(bits);
                min = Math.min(min, rank);
                max = Math.max(max, rank);
            }
        }
        if (min > max) {
            return Optional.empty();
        }
        // 0 is the rank of +0, -1 that of -0.
        return Optional.of(Bounds.exact(
                LittleEndian.bytes(flipNegative(min == 0 ? -1 : min)),
                LittleEndian.bytes(flipNegative(max == -1 ? 0 : max))));
    }

    private static Optional<Bounds> doubles(long[] values, int count) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long bits = values[i];
            if ((bits & Long.MAX_VALUE) <= DOUBLE_INFINITY) {
                long rank = flipNegative(bits);
                min = Math.min(min, rank);
                max = Math.max(max, rank);
            }
        }
        if (min > max) {
            return Optional.empty();
        }
        return Optional.of(Bounds.exact(
                LittleEndian.bytes(flipNegative(min == 0 ? -1 : min)),
                LittleEndian.bytes(flipNegative(max == -1 ? 0 : max))));
    }

    /// Turns the bits of a number into an integer that is ordered as the numbers are, and back.
    private static int flipNegative(int bits) {
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }

    private static long flipNegative(long bits) {
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }
}
