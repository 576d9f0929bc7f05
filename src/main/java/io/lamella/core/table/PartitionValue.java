package io.lamella.core.table;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimeUnit;
import io.lamella.core.schema.ColumnType.TimestampUnit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;

/// The text that names the partition of a value.
///
/// @param unitsPerStep for values in time: how many of the column's units share a partition; 1 for others
record PartitionValue(PartitionField.Transform transform, ColumnType type, long unitsPerStep) {
    private static final long MILLIS_PER_DAY = 86_400_000L;

    /// @throws IllegalArgumentException if a value of the type cannot name a partition
    static PartitionValue of(PartitionField field, ColumnType type) {
        if (!isPossible(type, field.transform())) {
            throw new IllegalArgumentException("partition " + field.name() + " cannot be the " + field.transform()
                    + " of column " + field.column() + ", which is a " + type);
        }
        long unitsPerDay = unitsPerDay(type);
        long step = switch (field.transform()) {
            case IDENTITY -> 1;
            case HOUR -> unitsPerDay / 24;
            case DAY, MONTH, YEAR -> unitsPerDay;
        };
        return new PartitionValue(field.transform(), type, step);
    }

    static boolean isPossible(ColumnType type, PartitionField.Transform transform) {
        boolean timestamp = type instanceof ColumnType.Timestamp t && t.unit() != TimestampUnit.INT96;
        return switch (transform) {
            case IDENTITY ->
                switch (type) {
                    case ColumnType.Text _, ColumnType.Bool _, ColumnType.Int _, ColumnType.Date _, ColumnType.Uuid _ ->
                        true;
                    case ColumnType.Decimal d -> d.precision() <= 18;
                    case ColumnType.Json _,
                            ColumnType.Float32 _,
                            ColumnType.Float64 _,
                            ColumnType.Time _,
                            ColumnType.Timestamp _,
                            ColumnType.Binary _,
                            ColumnType.Fixed _,
                            ColumnType.Nested _ -> false;
                };
            case YEAR, MONTH, DAY -> timestamp || type instanceof ColumnType.Date;
            case HOUR -> timestamp;
        };
    }

    /// Whether two values share a partition for certain.
    boolean isSame(long first, long other) {
        return first == other || Math.floorDiv(first, unitsPerStep) == Math.floorDiv(other, unitsPerStep);
    }

    String of(ScalarVector vector, int row) {
        return switch (vector) {
            case LongVector longs -> text(longs.values[row]);
            case BytesVector bytes -> text(bytes.data, bytes.starts[row], bytes.lengths[row]);
        };
    }

    private String text(long value) {
        return switch (transform) {
            case IDENTITY -> identity(value);
            case YEAR -> day(value).toString().substring(0, 4);
            case MONTH -> day(value).toString().substring(0, 7);
            case DAY -> day(value).toString();
            case HOUR -> "%02d".formatted(Math.floorMod(Math.floorDiv(value, unitsPerStep), 24));
        };
    }

    private String identity(long value) {
        return switch (type) {
            case ColumnType.Bool _ -> Boolean.toString(value == 1);
            case ColumnType.Date _ -> LocalDate.ofEpochDay(value).toString();
            case ColumnType.Decimal d -> BigDecimal.valueOf(value, d.scale()).toPlainString();
            case ColumnType.Int _ -> Long.toString(value);
            default -> throw new IllegalStateException("no partition is named by a " + type);
        };
    }

    private String text(byte[] data, int start, int length) {
        if (type instanceof ColumnType.Uuid) {
            var hex = HexFormat.of().formatHex(data, start, start + length);
            return String.join(
                    "-",
                    hex.substring(0, 8),
                    hex.substring(8, 12),
                    hex.substring(12, 16),
                    hex.substring(16, 20),
                    hex.substring(20));
        }
        return new String(data, start, length, StandardCharsets.UTF_8);
    }

    private LocalDate day(long value) {
        return LocalDate.ofEpochDay(Math.floorDiv(value, unitsPerDay(type)));
    }

    private static long unitsPerDay(ColumnType type) {
        return switch (type) {
            case ColumnType.Timestamp t -> t.unit() == TimestampUnit.MILLIS ? MILLIS_PER_DAY : 1000 * MILLIS_PER_DAY;
            case ColumnType.Time t -> t.unit() == TimeUnit.MILLIS ? MILLIS_PER_DAY : 1000 * MILLIS_PER_DAY;
            default -> 1;
        };
    }
}
