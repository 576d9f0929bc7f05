package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import java.math.BigInteger;
import org.apache.parquet.format.Type;

/// Hashes the values of a column by what they mean, as far as files of one table may tell it in different ways.
interface ValueHash {
    /// Of a column without values.
    ValueHash NULLS = (values, row) -> {
        throw new IllegalStateException("there is no value to hash");
    };

    /// The hash of the value of a row, which is not null.
    long of(ScalarVector values, int row);

    static ValueHash of(Leaf leaf) {
        return switch (Annotation.of(leaf.element()).orElse(new Annotation.None())) {
            case Annotation.Decimal(int _, int scale) -> new OfDecimals(new DecimalValues(leaf), scale);
            case Annotation.Timestamp(Annotation.Unit unit, boolean _)
            when leaf.type() == Type.INT64 -> new OfTimestamps(unit.perSecond());
            default -> ValueHash::ofBits;
        };
    }

    private static long ofBits(ScalarVector values, int row) {
        return switch (values) {
            case LongVector longs -> Mixing.of(longs.values[row]);
            case BytesVector bytes -> Mixing.of(bytes.data, bytes.starts[row], bytes.lengths[row]);
        };
    }

    /// By seconds and nanoseconds.
    record OfTimestamps(long perSecond) implements ValueHash {
        private static final long NANOS = 1_000_000_000;

        @Override
        public long of(ScalarVector values, int row) {
            long value = ((LongVector) values).values[row];
            long nanos = Math.floorMod(value, perSecond) * (NANOS / perSecond);
            return Mixing.of(Mixing.of(Math.floorDiv(value, perSecond)) ^ nanos);
        }
    }

    /// By the digits without zeros at their end.
    record OfDecimals(DecimalValues decimals, int scale) implements ValueHash {
        @Override
        public long of(ScalarVector values, int row) {
            if (values instanceof LongVector longs) {
                return of(longs.values[row]);
            }
            var value = decimals.of(values, row);
            return value.bitLength() < Long.SIZE ? of(value.longValue()) : of(value);
        }

        private long of(long value) {
            long digits = value;
            int places = value == 0 ? 0 : scale;
            while (places > 0 && digits % 10 == 0) {
                digits /= 10;
                places--;
            }
            return Mixing.of(Mixing.of(digits) + places);
        }

        private long of(BigInteger value) {
            var digits = value;
            int places = scale;
            while (places > 0) {
                var division = digits.divideAndRemainder(BigInteger.TEN);
                if (division[1].signum() != 0) {
                    break;
                }
                digits = division[0];
                places--;
            }
            if (digits.bitLength() < Long.SIZE) {
                return Mixing.of(Mixing.of(digits.longValue()) + places);
            }
            var bytes = digits.toByteArray();
            return Mixing.of(Mixing.of(bytes, 0, bytes.length) + places);
        }
    }
}
