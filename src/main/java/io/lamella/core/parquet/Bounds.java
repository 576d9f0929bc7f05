package io.lamella.core.parquet;

/// The least and the greatest value of a page or a column chunk, as Parquet writes single values, or values beyond them.
///
/// @param minExact whether `min` is a value that occurs; else it is less than any
/// @param maxExact whether `max` is a value that occurs; else it is greater than any
@SuppressWarnings("ArrayRecordComponent")
record Bounds(byte[] min, byte[] max, boolean minExact, boolean maxExact) {
    static Bounds exact(byte[] min, byte[] max) {
        return new Bounds(min, max, true, true);
    }

    /// Bounds of the values of both.
    Bounds and(Bounds other, ValueOrder order) {
        int mins = order.compare(min, other.min);
        int maxes = order.compare(max, other.max);
        return new Bounds(
                mins <= 0 ? min : other.min,
                maxes >= 0 ? max : other.max,
                mins == 0 ? minExact || other.minExact : mins < 0 ? minExact : other.minExact,
                maxes == 0 ? maxExact || other.maxExact : maxes > 0 ? maxExact : other.maxExact);
    }
}
