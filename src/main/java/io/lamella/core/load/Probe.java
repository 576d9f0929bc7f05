package io.lamella.core.load;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.load.Predicate.Literal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;

/// Compares values of a column with a literal, exactly.
@FunctionalInterface
interface Probe {
    /// What is neither less, nor equal, nor greater: NaN.
    int INCOMPARABLE = Integer.MIN_VALUE;

    BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);
    long NANOS_PER_SECOND = 1_000_000_000L;

    /// Below 0 if the value is less than the literal, 0 if equal, above 0 if greater, or [#INCOMPARABLE].
    ///
    /// @param row where there is a value
    int compare(ScalarVector values, int row);

    /// Whether the value is the literal.
    ///
    /// @param row where there is a value
    default boolean isEqual(ScalarVector values, int row) {
        return compare(values, row) == 0;
    }

    /// Which of the first rows have the literal.
    default boolean[] equal(ScalarVector values, int rows) {
        var equal = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            equal[row] = !values.isNull(row) && isEqual(values, row);
        }
        return equal;
    }

    /// @throws IllegalArgumentException that names the column, if its values cannot be compared with the literal
    static Probe of(LoadType.Field column, Literal literal) {
        try {
            return of(column.type(), literal);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "column " + column.name() + " is " + column.type().text() + ", which cannot be compared with "
                            + text(literal) + hint(column.type()),
                    e);
        }
    }

    private static String text(Literal literal) {
        return switch (literal) {
            case Predicate.Text(var text) -> "'" + text + "'";
            case Predicate.Numeric(var number) -> number.toPlainString();
            case Predicate.Bool(var value) -> Boolean.toString(value);
        };
    }

    private static String hint(LoadType type) {
        return switch (type) {
            case LoadType.Text _ -> "; write text as 'text'";
            case LoadType.Date _ -> "; write a date as '2026-03-01'";
            case LoadType.Time _ -> "; write a time as '10:15:00'";
            case LoadType.Timestamp(var _, boolean utc) ->
                utc ? "; write a point in time as '2026-03-01T10:15:00Z'" : "; write it as '2026-03-01T10:15:00'";
            case LoadType.Uuid _ -> "; write a UUID as '00000000-0000-0000-0000-000000000000'";
            default -> "";
        };
    }

    private static Probe of(LoadType type, Literal literal) {
        return switch (literal) {
            case Predicate.Numeric(var number) -> number(type, number);
            case Predicate.Text(var text) -> text(type, text);
            case Predicate.Bool(var value)
            when type instanceof LoadType.Bool -> longs(BigDecimal.valueOf(value ? 1 : 0), false);
            case Predicate.Bool _ -> throw new IllegalArgumentException("only booleans are true or false");
        };
    }

    private static Probe number(LoadType type, BigDecimal number) {
        return switch (type) {
            case LoadType.Int(int bits, boolean signed) -> longs(number, bits == Long.SIZE && !signed);
            case LoadType.Decimal(int _, int scale) -> decimals(number.scaleByPowerOfTen(scale));
            case LoadType.Floating(int bits) -> bits == Float.SIZE ? floats(number) : doubles(number);
            default -> throw new IllegalArgumentException("it is no number");
        };
    }

    private static Probe text(LoadType type, String text) {
        return switch (type) {
            case LoadType.Text _ -> bytes(text.getBytes(StandardCharsets.UTF_8));
            case LoadType.Date _ ->
                longs(BigDecimal.valueOf(LocalDate.parse(text).toEpochDay()), false);
            case LoadType.Time(var unit) ->
                longs(units(BigDecimal.valueOf(LocalTime.parse(text).toNanoOfDay(), 9), unit), false);
            case LoadType.Timestamp(var unit, boolean utc) -> longs(units(seconds(text, utc), unit), false);
            case LoadType.Uuid _ -> bytes(uuid(UUID.fromString(text)));
            default -> throw new IllegalArgumentException("it is no text");
        };
    }

    private static BigDecimal seconds(String text, boolean utc) {
        var written = text.replace(' ', 'T');
        var moment = utc
                ? Instant.parse(written)
                : (written.indexOf('T') < 0 ? LocalDate.parse(written).atStartOfDay() : LocalDateTime.parse(written))
                        .toInstant(ZoneOffset.UTC);
        return BigDecimal.valueOf(moment.getEpochSecond()).add(BigDecimal.valueOf(moment.getNano(), 9));
    }

    private static BigDecimal units(BigDecimal seconds, LoadType.Unit unit) {
        return seconds.multiply(BigDecimal.valueOf(unit.perSecond()));
    }

    private static byte[] uuid(UUID uuid) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    /// Integers of 64 bits at most.
    private static Probe longs(BigDecimal literal, boolean unsigned) {
        var below = literal.setScale(0, RoundingMode.FLOOR).toBigIntegerExact();
        boolean exact = literal.compareTo(new BigDecimal(below)) == 0;
        // Unsigned numbers are in order when their first bit is turned.
        var shifted = unsigned ? below.add(LEAST) : below;
        if (shifted.compareTo(LEAST) < 0 || shifted.compareTo(GREATEST) > 0) {
            int sign = -shifted.signum();
            return (_, _) -> sign;
        }
        long floor = shifted.longValueExact();
        long turn = unsigned ? Long.MIN_VALUE : 0;
        return (values, row) -> {
            long value = ((LongVector) values).values[row] ^ turn;
            return value == floor && !exact ? -1 : Long.compare(value, floor);
        };
    }

    /// Unscaled values, numbers or runs of bytes.
    private static Probe decimals(BigDecimal unscaled) {
        var numbers = longs(unscaled, false);
        var below = unscaled.setScale(0, RoundingMode.FLOOR).toBigIntegerExact();
        boolean exact = unscaled.compareTo(new BigDecimal(below)) == 0;
        return (values, row) -> switch (values) {
            case LongVector longs -> numbers.compare(longs, row);
            case BytesVector bytes -> {
                int sign = new BigInteger(bytes.data, bytes.starts[row], bytes.lengths[row]).compareTo(below);
                yield sign == 0 && !exact ? -1 : sign;
            }
        };
    }

    private static Probe floats(BigDecimal literal) {
        float wanted = literal.floatValue();
        return (values, row) -> order(Float.intBitsToFloat((int) ((LongVector) values).values[row]), wanted);
    }

    private static Probe doubles(BigDecimal literal) {
        double wanted = literal.doubleValue();
        return (values, row) -> order(Double.longBitsToDouble(((LongVector) values).values[row]), wanted);
    }

    private static int order(double value, double wanted) {
        return Double.isNaN(value) ? INCOMPARABLE : value < wanted ? -1 : value > wanted ? 1 : 0;
    }

    private static Probe bytes(byte[] literal) {
        return new Bytes(literal);
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] literal) implements Probe {
        @Override
        public int compare(ScalarVector values, int row) {
            var bytes = (BytesVector) values;
            int start = bytes.starts[row];
            return Arrays.compareUnsigned(bytes.data, start, start + bytes.lengths[row], literal, 0, literal.length);
        }

        /// Most values that differ have another length.
        @Override
        public boolean isEqual(ScalarVector values, int row) {
            return ((BytesVector) values).lengths[row] == literal.length && compare(values, row) == 0;
        }

        @Override
        public boolean[] equal(ScalarVector values, int rows) {
            int[] lengths = ((BytesVector) values).lengths;
            var equal = new boolean[rows];
            for (int row = 0; row < rows; row++) {
                equal[row] = lengths[row] == literal.length && compare(values, row) == 0;
            }
            return equal;
        }
    }
}
