package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lamella.core.schema.ColumnType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Kinds of columns: how values vary from row to row.
enum Values {
    EQUAL,
    FEW,
    /// Few at first, then ever new ones.
    FEW_THEN_MANY,
    DISTINCT,
    SORTED,
    DESCENDING,
    RANDOM,
    EXTREME;

    /// Values of a type, as vectors hold them.
    Object[] of(ColumnType type, int count, SplittableRandom random) {
        var values = IntStream.range(0, count)
                .mapToObj(row -> value(type, row, count, random))
                .toArray();
        if (this == SORTED || this == DESCENDING) {
            Comparator<Object> order = (a, b) -> ValueOrders.compare(type, a, b);
            Arrays.sort(values, this == SORTED ? order : order.reversed());
        }
        return values;
    }

    private Object value(ColumnType type, int row, int count, SplittableRandom random) {
        return switch (this) {
            case EQUAL -> numbered(type, 42);
            case FEW -> numbered(type, random.nextInt(7));
            case FEW_THEN_MANY -> numbered(type, row < count / 3 ? random.nextInt(5) : row);
            case DISTINCT -> numbered(type, row * 7919L % 1_000_003);
            case SORTED, DESCENDING, RANDOM -> random(type, random);
            case EXTREME -> extreme(type, random);
        };
    }

    /// Equal values for equal numbers, and different ones for different ones where the type has as many.
    static Object numbered(ColumnType type, long number) {
        return switch (type) {
            case ColumnType.Bool _ -> number & 1;
            case ColumnType.Int(int bits) when bits == 8 -> (long) (byte) number;
            case ColumnType.Int(int bits) when bits == 16 -> (long) (short) number;
            case ColumnType.Float32 _ -> (long) Float.floatToRawIntBits(number * 0.5f);
            case ColumnType.Float64 _ -> Double.doubleToRawLongBits(number * 0.1);
            case ColumnType.Decimal d
            when d.precision() > 18 ->
                bigEndian(BigInteger.valueOf(number - 3).multiply(BigInteger.TEN.pow(12)), type.fixedLength());
            case ColumnType.Uuid _ -> bigEndian(BigInteger.valueOf(number).shiftLeft(60), 16);
            case ColumnType.Fixed(int length, boolean _) -> bigEndian(BigInteger.valueOf(number), length);
            case ColumnType.Timestamp(ColumnType.TimestampUnit unit, boolean _)
            when unit == ColumnType.TimestampUnit.INT96 -> DuckDb.int96(1_700_000_000_000_000L + number);
            case ColumnType.Text _, ColumnType.Json _, ColumnType.Binary _ -> ("value " + number).getBytes(UTF_8);
            default -> number;
        };
    }

    private static Object random(ColumnType type, SplittableRandom random) {
        return switch (type) {
            case ColumnType.Bool _ -> (long) random.nextInt(2);
            case ColumnType.Int(int bits) -> random.nextLong() >> (64 - bits);
            case ColumnType.Float32 _ -> (long) Float.floatToRawIntBits((float) random.nextDouble(-1e6, 1e6));
            case ColumnType.Float64 _ -> Double.doubleToRawLongBits(random.nextDouble(-1e6, 1e6));
            case ColumnType.Decimal d -> decimal(type, randomDecimal(d.precision(), random));
            case ColumnType.Date _ -> random.nextLong(-100_000, 100_000);
            case ColumnType.Time _ -> random.nextLong(86_400_000);
            case ColumnType.Timestamp(ColumnType.TimestampUnit unit, boolean _)
            when unit == ColumnType.TimestampUnit.INT96 -> DuckDb.int96(random.nextLong(0, 4_000_000_000_000_000L));
            case ColumnType.Timestamp _ -> random.nextLong(-4_000_000_000_000L, 4_000_000_000_000L);
            case ColumnType.Uuid _ -> bytes(16, random);
            case ColumnType.Fixed(int length, boolean _) -> bytes(length, random);
            case ColumnType.Binary _ -> bytes(random.nextInt(40), random);
            case ColumnType.Text _, ColumnType.Json _ -> text(random.nextInt(40), random);
            case ColumnType.Nested _ -> throw nested(type);
        };
    }

    private static IllegalArgumentException nested(ColumnType type) {
        return new IllegalArgumentException("no values of " + type);
    }

    private static Object extreme(ColumnType type, SplittableRandom random) {
        return switch (type) {
            case ColumnType.Bool _ -> (long) random.nextInt(2);
            case ColumnType.Int(int bits) ->
                pick(random, Long.MIN_VALUE >> (64 - bits), Long.MAX_VALUE >> (64 - bits), 0L);
            case ColumnType.Float32 _ ->
                (long) Float.floatToRawIntBits(pick(
                        random,
                        Float.NaN,
                        0f,
                        -0f,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        Float.MIN_VALUE,
                        Float.MAX_VALUE));
            case ColumnType.Float64 _ ->
                Double.doubleToRawLongBits(pick(
                        random,
                        Double.NaN,
                        0d,
                        -0d,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE));
            case ColumnType.Decimal d -> {
                var max = BigInteger.TEN.pow(d.precision()).subtract(BigInteger.ONE);
                yield decimal(type, pick(random, max, max.negate(), BigInteger.ZERO));
            }
            case ColumnType.Timestamp(ColumnType.TimestampUnit unit, boolean _)
            when unit == ColumnType.TimestampUnit.INT96 -> DuckDb.int96(pick(random, 0L, -1L, 86_399_999_999L));
            case ColumnType.Date _, ColumnType.Time _, ColumnType.Timestamp _ -> pick(random, 0L, 1L, 86_399_999L);
            case ColumnType.Uuid _ -> filled(16, pick(random, 0, 127, 128, 255));
            case ColumnType.Fixed(int length, boolean _) -> filled(length, pick(random, 0, 127, 128, 255));
            case ColumnType.Binary _ -> filled(pick(random, 0, 1, 63, 64, 65, 3000), pick(random, 0, 127, 128, 255));
            case ColumnType.Text _, ColumnType.Json _ ->
                pick(
                                random,
                                "",
                                "\u0000",
                                "a",
                                "z".repeat(65),
                                "é".repeat(33),
                                "€".repeat(22),
                                "😀".repeat(17),
                                "\uFFFF")
                        .getBytes(UTF_8);
            case ColumnType.Nested _ -> throw nested(type);
        };
    }

    /// Puts nulls in place of some values.
    static @Nullable Object[] withNulls(Object[] values, Nulls nulls, SplittableRandom random) {
        @Nullable Object[] some = values.clone();
        for (int row = 0; row < some.length; row++) {
            if (nulls.at(row, some.length, random)) {
                some[row] = null;
            }
        }
        return some;
    }

    /// Where there are nulls.
    enum Nulls {
        NONE,
        ALL,
        FIRST_HALF,
        LAST_HALF,
        SOME,
        RARE,
        MOST;

        private boolean at(int row, int count, SplittableRandom random) {
            return switch (this) {
                case NONE -> false;
                case ALL -> true;
                case FIRST_HALF -> row < count / 2;
                case LAST_HALF -> row >= count / 2;
                case SOME -> random.nextBoolean();
                case RARE -> random.nextInt(200) == 0;
                case MOST -> random.nextInt(200) != 0;
            };
        }
    }

    private static BigInteger randomDecimal(int precision, SplittableRandom random) {
        return new BigInteger(1, bytes(20, random))
                .mod(BigInteger.TEN.pow(precision))
                .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1));
    }

    private static Object decimal(ColumnType type, BigInteger unscaled) {
        return type.storage().isLong() ? (Object) unscaled.longValueExact() : bigEndian(unscaled, type.fixedLength());
    }

    private static byte[] bigEndian(BigInteger value, int length) {
        byte[] bytes = filled(length, value.signum() < 0 ? 255 : 0);
        byte[] shortest = value.toByteArray();
        System.arraycopy(shortest, 0, bytes, length - shortest.length, shortest.length);
        return bytes;
    }

    private static byte[] bytes(int length, SplittableRandom random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] text(int length, SplittableRandom random) {
        int[] codePoints = random.ints(length, 32, 0x3000).toArray();
        return new String(codePoints, 0, length).getBytes(UTF_8);
    }

    @SafeVarargs
    static <T> T pick(SplittableRandom random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
