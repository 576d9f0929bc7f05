package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import java.math.BigInteger;
import java.util.Arrays;

/// The unscaled values of a column of decimals, in whichever of the four forms they are stored.
///
/// @param leaf the column
record DecimalValues(Leaf leaf) {
    /// The value of a row, which is not null.
    BigInteger of(ScalarVector values, int row) {
        return switch (values) {
            case LongVector longs -> BigInteger.valueOf(longs.values[row]);
            case BytesVector bytes -> {
                if (bytes.lengths[row] == 0) {
                    throw new ParquetFormatException("column " + leaf.name() + ": a decimal has no digits");
                }
                yield new BigInteger(bytes.data, bytes.starts[row], bytes.lengths[row]);
            }
        };
    }

    /// Appends a value as big-endian number in two's complement.
    ///
    /// @param length in bytes, enough for it
    static void put(BigInteger value, int length, BytesVector to, int row) {
        var digits = value.toByteArray();
        int start = to.append(row, length);
        int sign = length - digits.length;
        Arrays.fill(to.data, start, start + sign, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, to.data, start + sign, digits.length);
    }
}
