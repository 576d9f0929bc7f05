package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.load.LoadType;
import java.math.BigInteger;
import java.util.function.LongUnaryOperator;
import org.apache.parquet.format.Type;

/// Brings the values of a leaf into the form in which they are loaded.
///
/// What it answers is the same vector, as it is, or another, valid until the next call.
@FunctionalInterface
interface LeafConversion {
    LeafConversion NONE = (values, _) -> values;

    /// How many digits have room in 64 bits.
    int LONG_DIGITS = 18;

    /// @param count of the values, from the first on
    /// @throws ParquetFormatException if a value has no room in the new form
    ScalarVector apply(ScalarVector values, int count);

    /// @param from what the leaf's values mean
    static LeafConversion of(Leaf leaf, LoadType from, LoadType to) {
        if (leaf.type() == Type.INT96) {
            long factor = microsTo(to);
            return new Numbers((bytes, at) -> times(leaf.name(), Numbers.int96(bytes, at), factor));
        }
        if (from instanceof LoadType.Null) {
            return NONE;
        }
        return switch (to) {
            case LoadType.Int _
            when from.equals(new LoadType.Int(Integer.SIZE, false)) -> eachLong(value -> value & 0xffff_ffffL);
            case LoadType.Floating(int bits)
            when leaf.typeLength() == Short.BYTES ->
                new Numbers(
                        bits == Double.SIZE
                                ? (bytes, at) -> Double.doubleToRawLongBits(Numbers.half(bytes, at))
                                : (bytes, at) -> Float.floatToRawIntBits(Numbers.half(bytes, at)));
            case LoadType.Floating(int bits)
            when leaf.type() == Type.FLOAT && bits == Double.SIZE ->
                eachLong(value -> Double.doubleToRawLongBits(Float.intBitsToFloat((int) value)));
            case LoadType.Time(LoadType.Unit unit)
            when from instanceof LoadType.Time(LoadType.Unit was) -> times(leaf, unit.perSecond() / was.perSecond());
            case LoadType.Timestamp(LoadType.Unit unit, boolean _)
            when from instanceof LoadType.Timestamp(LoadType.Unit was, boolean _) ->
                times(leaf, unit.perSecond() / was.perSecond());
            case LoadType.Decimal wide
            when from instanceof LoadType.Decimal narrow && wide.scale() > narrow.scale() ->
                new Rescaled(leaf, wide, wide.scale() - narrow.scale());
            default -> NONE;
        };
    }

    private static long microsTo(LoadType to) {
        return to instanceof LoadType.Timestamp(LoadType.Unit unit, boolean _)
                ? unit.perSecond() / LoadType.Unit.MICROS.perSecond()
                : 1;
    }

    private static LeafConversion times(Leaf leaf, long factor) {
        return factor == 1 ? NONE : eachLong(value -> times(leaf.name(), value, factor));
    }

    private static long times(String name, long value, long factor) {
        try {
            return Math.multiplyExact(value, factor);
        } catch (ArithmeticException e) {
            throw new ParquetFormatException(
                    "column " + name + ": the time " + value + " has no room in a unit " + factor + " times finer", e);
        }
    }

    /// @param change of one value
    private static LeafConversion eachLong(LongUnaryOperator change) {
        var out = new LongVector(0);
        return (values, count) -> {
            var in = (LongVector) values;
            out.reserve(count);
            for (int i = 0; i < count; i++) {
                if (in.isNull(i)) {
                    out.setNull(i);
                } else {
                    out.set(i, change.applyAsLong(in.values[i]));
                }
            }
            return out;
        };
    }

    /// A number from the bytes of each value.
    final class Numbers implements LeafConversion {
        private static final long NANOS_PER_MICRO = 1_000;
        private static final long MICROS_PER_DAY = 86_400_000_000L;
        private static final long JULIAN_DAY_OF_1970 = 2_440_588;

        private final Reading reading;
        private final LongVector out = new LongVector(0);

        private Numbers(Reading reading) {
            this.reading = reading;
        }

        @Override
        public ScalarVector apply(ScalarVector values, int count) {
            var in = (BytesVector) values;
            out.reserve(count);
            for (int i = 0; i < count; i++) {
                if (in.isNull(i)) {
                    out.setNull(i);
                } else {
                    out.set(i, reading.read(in.data, in.starts[i]));
                }
            }
            return out;
        }

        /// Half precision, little endian.
        private static float half(byte[] bytes, int start) {
            return Float.float16ToFloat((short) (bytes[start + 1] << 8 | bytes[start] & 0xff));
        }

        /// Nanoseconds of the day and the Julian day, as microseconds since 1970, rounded down.
        private static long int96(byte[] bytes, int start) {
            long nanos = LittleEndian.getLong(bytes, start);
            long days = LittleEndian.getInt(bytes, start + Long.BYTES) - JULIAN_DAY_OF_1970;
            return days * MICROS_PER_DAY + Math.floorDiv(nanos, NANOS_PER_MICRO);
        }

        @FunctionalInterface
        private interface Reading {
            long read(byte[] bytes, int start);
        }
    }

    /// Decimals with a larger scale.
    final class Rescaled implements LeafConversion {
        private final DecimalValues values;
        private final BigInteger factor;
        private final ScalarVector out;

        private Rescaled(Leaf leaf, LoadType.Decimal to, int moreDigits) {
            this.values = new DecimalValues(leaf);
            this.factor = BigInteger.TEN.pow(moreDigits);
            this.out = to.precision() > LONG_DIGITS ? new BytesVector(0) : new LongVector(0);
        }

        @Override
        public ScalarVector apply(ScalarVector in, int count) {
            out.reserve(count);
            if (out instanceof BytesVector bytes) {
                bytes.clear();
            }
            for (int i = 0; i < count; i++) {
                if (in.isNull(i)) {
                    out.setNull(i);
                } else {
                    set(i, values.of(in, i).multiply(factor));
                }
            }
            return out;
        }

        private void set(int row, BigInteger value) {
            switch (out) {
                case LongVector longs -> longs.set(row, value.longValueExact());
                case BytesVector bytes -> DecimalValues.put(value, value.toByteArray().length, bytes, row);
            }
        }
    }
}
