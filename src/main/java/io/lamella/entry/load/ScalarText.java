package io.lamella.entry.load;

import io.lamella.core.load.LoadType;
import io.lamella.core.parquet.ParquetFormatException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;

/// Values of scalar types as text that says all of them: decimals with their scale, dates and times as in ISO 8601, bytes in Base64,
/// floating-point numbers with as many digits as tell them from others.
final class ScalarText {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ISO_LOCAL_DATE_TIME;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_LOCAL_TIME;
    private static final char REPLACEMENT = '\ufffd';
    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final long SECONDS_PER_DAY = 24 * 60 * 60;

    private ScalarText() {}

    /// @param row where there is a value
    /// @throws ParquetFormatException that says what the value is, if it has no text
    static String of(LoadType type, FieldVector vector, int row) {
        return switch (type) {
            case LoadType.Text _ -> text(((VarCharVector) vector).get(row));
            case LoadType.Binary _ -> Base64.getEncoder().encodeToString(((VarBinaryVector) vector).get(row));
            case LoadType.Fixed _ -> Base64.getEncoder().encodeToString(((FixedSizeBinaryVector) vector).get(row));
            case LoadType.Uuid _ -> uuid(((FixedSizeBinaryVector) vector).get(row));
            case LoadType.Bool _ -> Boolean.toString(((BitVector) vector).get(row) != 0);
            case LoadType.Int integer -> integer(integer, number(vector, row));
            case LoadType.Floating(int bits) ->
                bits == Float.SIZE
                        ? Float.toString(Float.intBitsToFloat((int) number(vector, row)))
                        : Double.toString(Double.longBitsToDouble(number(vector, row)));
            case LoadType.Decimal _ -> decimal(vector, row).toPlainString();
            case LoadType.Date _ -> LocalDate.ofEpochDay(number(vector, row)).toString();
            case LoadType.Time(var unit) -> time(number(vector, row), unit);
            case LoadType.Timestamp(var unit, boolean utc) -> timestamp(number(vector, row), unit, utc);
            case LoadType.Null _, LoadType.Nested _ -> throw new IllegalArgumentException(type.text() + " has no text");
        };
    }

    private static String text(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        // Stands for bytes that are none of UTF-8, unless it was written.
        if (text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw new ParquetFormatException("text that is not in UTF-8");
        }
        return text;
    }

    /// The bits of a value, its sign extended.
    private static long number(FieldVector vector, int row) {
        int width = ((BaseFixedWidthVector) vector).getTypeWidth();
        var data = vector.getDataBuffer();
        return switch (width) {
            case Byte.BYTES -> data.getByte(row);
            case Short.BYTES -> data.getShort((long) row * width);
            case Integer.BYTES -> data.getInt((long) row * width);
            default -> data.getLong((long) row * width);
        };
    }

    private static String integer(LoadType.Int type, long value) {
        if (type.signed()) {
            return Long.toString(value);
        }
        return type.bits() == Long.SIZE
                ? Long.toUnsignedString(value)
                : Long.toString(value & ((1L << type.bits()) - 1));
    }

    private static BigDecimal decimal(FieldVector vector, int row) {
        return vector instanceof Decimal256Vector wide
                ? wide.getObjectNotNull(row)
                : ((DecimalVector) vector).getObjectNotNull(row);
    }

    /// As in ISO 8601, a day may end at 24:00:00.
    private static String time(long value, LoadType.Unit unit) {
        long day = SECONDS_PER_DAY * unit.perSecond();
        if (value < 0 || value > day) {
            throw new ParquetFormatException("a time of " + value + " " + unit + ", which is outside of a day");
        }
        return value == day
                ? "24:00:00"
                : TIME.format(LocalTime.ofNanoOfDay(value * (NANOS_PER_SECOND / unit.perSecond())));
    }

    private static String timestamp(long value, LoadType.Unit unit, boolean utc) {
        long second = Math.floorDiv(value, unit.perSecond());
        long nanos = Math.floorMod(value, unit.perSecond()) * (NANOS_PER_SECOND / unit.perSecond());
        var moment = Instant.ofEpochSecond(second, nanos).atOffset(ZoneOffset.UTC);
        return LOCAL.format(moment) + (utc ? "Z" : "");
    }

    private static String uuid(byte[] bytes) {
        var hex = HexFormat.of().formatHex(bytes);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }
}
