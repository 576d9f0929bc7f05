package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.column.Vector;
import java.math.BigInteger;
import org.apache.parquet.format.Type;

/// Brings the values of a column into the form that they have in another file, without changing what they mean.
interface ValueConversion {
    /// The values as they are, in pages as they are.
    ValueConversion NONE = (values, rows) -> values;

    /// The values as they are, in pages that tell of nulls where there were none to tell of.
    ValueConversion PRESENCE = (values, rows) -> values;

    /// @return the same vector or another, valid until the next call
    /// @throws ParquetFormatException if a value has no room in the new form
    ScalarVector apply(ScalarVector values, int rows);

    static ValueConversion of(Leaf from, Leaf to) {
        var source = Annotation.of(from.element());
        var target = Annotation.of(to.element());
        if (from.type() == to.type() && from.typeLength() == to.typeLength() && source.equals(target)) {
            return from.isRequired() == to.isRequired() ? NONE : PRESENCE;
        }
        if (source.orElseThrow() instanceof Annotation.Decimal(int _, int scale)
                && target.orElseThrow() instanceof Annotation.Decimal(int _, int wider)) {
            return new Rescaled(from, to, wider - scale);
        }
        if (source.orElseThrow() instanceof Annotation.Timestamp(Annotation.Unit unit, boolean _)
                && target.orElseThrow() instanceof Annotation.Timestamp(Annotation.Unit finer, boolean _)) {
            return new Refined(from.name(), factor(unit, finer));
        }
        // A 32 or 64 bit number with or without an annotation that says just that.
        if (from.type() == to.type() && from.typeLength() == to.typeLength()) {
            return from.isRequired() == to.isRequired() ? NONE : PRESENCE;
        }
        throw new IllegalArgumentException("column " + from.name() + " cannot become one of type " + to.type());
    }

    private static long factor(Annotation.Unit unit, Annotation.Unit finer) {
        return finer.perSecond() / unit.perSecond();
    }

    /// Timestamps in a finer unit.
    final class Refined implements ValueConversion {
        private final String name;
        private final long factor;
        private final LongVector out = new LongVector(Vector.CAPACITY);

        private Refined(String name, long factor) {
            this.name = name;
            this.factor = factor;
        }

        @Override
        public ScalarVector apply(ScalarVector values, int rows) {
            var in = (LongVector) values;
            for (int row = 0; row < rows; row++) {
                if (in.isNull(row)) {
                    out.setNull(row);
                } else {
                    out.set(row, times(in.values[row]));
                }
            }
            return out;
        }

        private long times(long value) {
            try {
                return Math.multiplyExact(value, factor);
            } catch (ArithmeticException e) {
                throw new ParquetFormatException(
                        "column " + name + ": the timestamp " + value + " has no room in a unit " + factor
                                + " times finer",
                        e);
            }
        }
    }

    /// Decimals with another scale, or in another form.
    final class Rescaled implements ValueConversion {
        private final Leaf to;
        private final DecimalValues values;
        private final BigInteger factor;
        private final ScalarVector out;

        private Rescaled(Leaf from, Leaf to, int moreDigits) {
            this.to = to;
            this.values = new DecimalValues(from);
            this.factor = BigInteger.TEN.pow(moreDigits);
            this.out = to.isLong() ? new LongVector(Vector.CAPACITY) : new BytesVector(Vector.CAPACITY);
        }

        @Override
        public ScalarVector apply(ScalarVector in, int rows) {
            if (out instanceof BytesVector bytes) {
                bytes.clear();
            }
            for (int row = 0; row < rows; row++) {
                if (in.isNull(row)) {
                    out.setNull(row);
                } else {
                    set(row, values.of(in, row).multiply(factor));
                }
            }
            return out;
        }

        private void set(int row, BigInteger value) {
            int bits = to.type() == Type.INT32 ? Integer.SIZE : to.isLong() ? Long.SIZE : Byte.SIZE * to.typeLength();
            if (value.bitLength() >= bits) {
                throw new ParquetFormatException(
                        "column " + to.name() + ": the decimal " + value + " has no room in " + bits + " bits");
            }
            switch (out) {
                case LongVector longs -> longs.set(row, value.longValueExact());
                case BytesVector bytes -> DecimalValues.put(value, to.typeLength(), bytes, row);
            }
        }
    }
}
