package io.lamella.core.parquet;

import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;

/// Values of up to 64 bits.
final class WholeLongs extends WholeColumn {
    private final long[] values;
    private final byte[] present;

    WholeLongs(int rows) {
        values = new long[rows];
        present = new byte[rows];
    }

    @Override
    void add(ScalarVector vector, int row, int count) {
        var longs = (LongVector) vector;
        System.arraycopy(longs.values, 0, values, row, count);
        System.arraycopy(longs.present, 0, present, row, count);
    }

    @Override
    long[] ranks(ValueOrder order) {
        return switch (order) {
            case BOOLEANS, INTS, LONGS -> values;
            case FLOATS, DOUBLES -> {
                var ranks = new long[values.length];
                for (int row = 0; row < ranks.length; row++) {
                    // The bits of numbers below 0 go the other way.
                    ranks[row] = values[row] < 0 ? values[row] ^ Long.MAX_VALUE : values[row];
                }
                yield ranks;
            }
            case UNSIGNED_BYTES, SIGNED_BYTES, UNDEFINED ->
                throw new IllegalArgumentException(order + " is no order of numbers");
        };
    }

    @Override
    boolean isNull(int row) {
        return present[row] == 0;
    }

    @Override
    ScalarVector vector(int rows) {
        return new LongVector(rows);
    }

    @Override
    void put(int row, ScalarVector to, int at) {
        ((LongVector) to).set(at, values[row]);
    }
}
