package io.lamella.core.schema;

/// How the values of a column are held, in memory and in Parquet.
public enum Storage {
    /// 0 or 1 in a [io.lamella.core.column.LongVector].
    BOOLEAN,
    /// Sign-extended in a [io.lamella.core.column.LongVector].
    INT32,
    /// In a [io.lamella.core.column.LongVector].
    INT64,
    /// `Float.floatToRawIntBits`, in a [io.lamella.core.column.LongVector].
    FLOAT,
    /// `Double.doubleToRawLongBits`, in a [io.lamella.core.column.LongVector].
    DOUBLE,
    /// Of any length, in a [io.lamella.core.column.BytesVector].
    BYTES,
    /// Of [ColumnType#fixedLength()] bytes, in a [io.lamella.core.column.BytesVector].
    FIXED,
    /// Twelve bytes in a [io.lamella.core.column.BytesVector]: nanoseconds of the day, then the Julian day, little endian.
    INT96;

    /// Whether values are held in a [io.lamella.core.column.LongVector].
    public boolean isLong() {
        return switch (this) {
            case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> true;
            case BYTES, FIXED, INT96 -> false;
        };
    }
}
