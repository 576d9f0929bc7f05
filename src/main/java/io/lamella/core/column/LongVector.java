package io.lamella.core.column;

import java.util.Arrays;

/// Values of up to 64 bits: booleans, integers, dates, times, timestamps, decimals of up to 18 digits, and the raw bits of
/// floating-point numbers. [io.lamella.core.schema.Storage] says which.
public final class LongVector implements ScalarVector {
    /// The value of each row; of no meaning where [#present] is 0.
    public long[] values;

    /// 1 where the row has a value, 0 where it is null.
    public byte[] present;

    /// @param rows to make room for
    public LongVector(int rows) {
        values = new long[rows];
        present = new byte[rows];
    }

    /// Values that stay as they are, such as those of a dictionary; none is copied.
    public static LongVector of(long[] values) {
        var vector = new LongVector(0);
        vector.values = values;
        vector.present = new byte[values.length];
        Arrays.fill(vector.present, (byte) 1);
        return vector;
    }

    @Override
    public void reserve(int rows) {
        if (rows > values.length) {
            values = new long[rows];
            present = new byte[rows];
        }
    }

    @Override
    public void grow(int rows) {
        if (rows > values.length) {
            int length = Math.max(rows, 2 * values.length);
            values = Arrays.copyOf(values, length);
            present = Arrays.copyOf(present, length);
        }
    }

    public void set(int row, long value) {
        values[row] = value;
        present[row] = 1;
    }

    @Override
    public void drop(int dropped, int end) {
        System.arraycopy(values, dropped, values, 0, end - dropped);
        System.arraycopy(present, dropped, present, 0, end - dropped);
    }

    @Override
    public boolean isNull(int row) {
        return present[row] == 0;
    }

    @Override
    public void setNull(int row) {
        present[row] = 0;
    }
}
