package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.parquet.format.Type;

/// The values of a column as text that is the same for the same value, however it is stored.
///
/// Integers are decimal; floating-point numbers are the 16 hexadecimal digits of the double, with one NaN for all; decimals
/// are plain with their scale; dates are days since 1970; times and timestamps are microseconds, rounded down; other bytes
/// are hexadecimal.
final class ValueText {
    private static final BigInteger NANOS_PER_MICRO = BigInteger.valueOf(1_000);
    private static final BigInteger MICROS_PER_DAY = BigInteger.valueOf(86_400_000_000L);
    private static final int JULIAN_DAY_OF_1970 = 2_440_588;

    private final Leaf leaf;
    private final Annotation annotation;

    ValueText(Leaf leaf) {
        this.leaf = leaf;
        this.annotation = Annotation.of(leaf.element()).orElse(new Annotation.None());
    }

    /// The value of a row, which is not null.
    String of(ScalarVector vector, int row) {
        return switch (vector) {
            case LongVector longs -> of(longs.values[row]);
            case BytesVector bytes -> of(bytes.data, bytes.starts[row], bytes.lengths[row]);
        };
    }

    /// A value as statistics hold it: plain, and text without its length. Empty when it cannot be one.
    Optional<String> ofPlain(byte[] bytes) {
        if (!leaf.isLong()) {
            boolean whole = leaf.width() == 0 || leaf.width() == bytes.length;
            return whole ? Optional.of(of(bytes, 0, bytes.length)) : Optional.empty();
        }
        if (bytes.length != Math.max(1, leaf.width())) {
            return Optional.empty();
        }
        var value = new long[1];
        new PlainLongs(new ByteCursor(bytes, 0, bytes.length), leaf.type()).read(value, 0, 1);
        return Optional.of(of(value[0]));
    }

    private String of(long value) {
        return switch (leaf.type()) {
            case BOOLEAN -> value == 0 ? "false" : "true";
            case FLOAT -> hex(Float.intBitsToFloat((int) value));
            case DOUBLE -> hex(Double.longBitsToDouble(value));
            default -> integer(value);
        };
    }

    private String integer(long value) {
        return switch (annotation) {
            case Annotation.Int integer
            when !integer.signed() ->
                leaf.type() == Type.INT32 ? Integer.toUnsignedString((int) value) : Long.toUnsignedString(value);
            case Annotation.Decimal decimal ->
                BigDecimal.valueOf(value, decimal.scale()).toPlainString();
            case Annotation.Time time -> micros(value, time.unit());
            case Annotation.Timestamp timestamp -> micros(value, timestamp.unit());
            default -> Long.toString(value);
        };
    }

    private static String micros(long value, Annotation.Unit unit) {
        return switch (unit) {
            case MILLIS -> BigInteger.valueOf(value).multiply(NANOS_PER_MICRO).toString();
            case MICROS -> Long.toString(value);
            case NANOS -> Long.toString(Math.floorDiv(value, 1_000L));
        };
    }

    private String of(byte[] bytes, int start, int length) {
        if (leaf.type() == Type.INT96) {
            return int96(bytes, start);
        }
        return switch (annotation) {
            case Annotation.Text _, Annotation.Json _, Annotation.Enumeration _ ->
                new String(bytes, start, length, StandardCharsets.UTF_8);
            case Annotation.Decimal decimal
            when length > 0 -> new BigDecimal(new BigInteger(bytes, start, length), decimal.scale()).toPlainString();
            case Annotation.Uuid _ when length == 16 -> uuid(HexFormat.of().formatHex(bytes, start, start + length));
            case Annotation.Float16 _
            when length == 2 -> hex(Float.float16ToFloat((short) ((bytes[start] & 0xff) | (bytes[start + 1] << 8))));
            default -> HexFormat.of().formatHex(bytes, start, start + length);
        };
    }

    /// Nanoseconds of the day, then the Julian day.
    private static String int96(byte[] bytes, int start) {
        var value = ByteBuffer.wrap(bytes, start, 12).order(ByteOrder.LITTLE_ENDIAN);
        long nanos = value.getLong();
        long days = (long) value.getInt() - JULIAN_DAY_OF_1970;
        return BigInteger.valueOf(days)
                .multiply(MICROS_PER_DAY)
                .add(BigInteger.valueOf(Math.floorDiv(nanos, 1_000L)))
                .toString();
    }

    private static String uuid(String hex) {
        return String.join(
                "-",
                Arrays.asList(
                        hex.substring(0, 8),
                        hex.substring(8, 12),
                        hex.substring(12, 16),
                        hex.substring(16, 20),
                        hex.substring(20)));
    }

    private static String hex(double value) {
        return HexFormat.of().toHexDigits(Double.doubleToLongBits(value));
    }
}
