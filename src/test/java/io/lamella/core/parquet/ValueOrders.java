package io.lamella.core.parquet;

import io.lamella.core.schema.ColumnType;
import java.math.BigInteger;
import java.util.Arrays;

/// How values, as vectors hold them, compare: what bounds are measured by.
final class ValueOrders {
    private ValueOrders() {}

    static int compare(ColumnType type, Object a, Object b) {
        return switch (type.storage()) {
            case BOOLEAN, INT32, INT64 -> Long.compare((long) a, (long) b);
            case FLOAT -> Float.compare(Float.intBitsToFloat((int) (long) a), Float.intBitsToFloat((int) (long) b));
            case DOUBLE -> Double.compare(Double.longBitsToDouble((long) a), Double.longBitsToDouble((long) b));
            case FIXED ->
                type instanceof ColumnType.Decimal
                        ? new BigInteger((byte[]) a).compareTo(new BigInteger((byte[]) b))
                        : Arrays.compareUnsigned((byte[]) a, (byte[]) b);
            case BYTES, INT96 -> Arrays.compareUnsigned((byte[]) a, (byte[]) b);
        };
    }
}
