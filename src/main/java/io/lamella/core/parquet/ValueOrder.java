package io.lamella.core.parquet;

import io.lamella.core.schema.ColumnType;
import java.util.Arrays;

/// How the values of a column compare, and so what their bounds mean.
///
/// This is `TYPE_ORDER` of [the format](https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift).
enum ValueOrder {
    /// One byte, 0 or 1.
    BOOLEANS(true) {
        @Override
        int compare(byte[] a, byte[] b) {
            return Arrays.compare(a, b);
        }
    },
    INTS(true) {
        @Override
        int compare(byte[] a, byte[] b) {
            return Integer.compare(LittleEndian.getInt(a, 0), LittleEndian.getInt(b, 0));
        }
    },
    LONGS(true) {
        @Override
        int compare(byte[] a, byte[] b) {
            return Long.compare(LittleEndian.getLong(a, 0), LittleEndian.getLong(b, 0));
        }
    },
    /// Without NaN. The lower bound is never +0 and the upper one never -0, since the two are equal to readers.
    FLOATS(true) {
        @Override
        int compare(byte[] a, byte[] b) {
            return Float.compare(
                    Float.intBitsToFloat(LittleEndian.getInt(a, 0)), Float.intBitsToFloat(LittleEndian.getInt(b, 0)));
        }
    },
    /// As [#FLOATS].
    DOUBLES(true) {
        @Override
        int compare(byte[] a, byte[] b) {
            return Double.compare(
                    Double.longBitsToDouble(LittleEndian.getLong(a, 0)),
                    Double.longBitsToDouble(LittleEndian.getLong(b, 0)));
        }
    },
    /// Text by its UTF-8, which is also the order of its code points; binary; uuid.
    UNSIGNED_BYTES(false) {
        @Override
        int compare(byte[] a, byte[] b) {
            return Arrays.compareUnsigned(a, b);
        }
    },
    /// Decimals of one length, the highest byte first, in two's complement.
    SIGNED_BYTES(false) {
        @Override
        int compare(byte[] a, byte[] b) {
            return a[0] == b[0] ? Arrays.compareUnsigned(a, b) : Byte.compare(a[0], b[0]);
        }
    },
    /// No order that readers agree on, so no bounds are written: INT96.
    UNDEFINED(false) {
        @Override
        int compare(byte[] a, byte[] b) {
            throw new UnsupportedOperationException("these values have no order");
        }
    };

    private final boolean legacy;

    ValueOrder(boolean legacy) {
        this.legacy = legacy;
    }

    abstract int compare(byte[] a, byte[] b);

    /// Whether old readers, which know only the deprecated `min` and `max`, compare these values in the same way.
    boolean isLegacy() {
        return legacy;
    }

    static ValueOrder of(ColumnType type) {
        return switch (type.storage()) {
            case BOOLEAN -> BOOLEANS;
            case INT32 -> INTS;
            case INT64 -> LONGS;
            case FLOAT -> FLOATS;
            case DOUBLE -> DOUBLES;
            case BYTES -> UNSIGNED_BYTES;
            case FIXED -> isSigned(type) ? SIGNED_BYTES : UNSIGNED_BYTES;
            case INT96 -> UNDEFINED;
        };
    }

    private static boolean isSigned(ColumnType type) {
        return type instanceof ColumnType.Decimal || type instanceof ColumnType.Fixed(int _, boolean signed) && signed;
    }
}
