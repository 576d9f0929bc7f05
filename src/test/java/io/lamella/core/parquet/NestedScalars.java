package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;

/// Values of vectors as objects, in the form of [NestedValues].
final class NestedScalars {
    private NestedScalars() {}

    static Object of(ScalarVector values, int at, ColumnType type) {
        return switch (values) {
            case LongVector longs -> of(longs.values[at], type);
            case BytesVector bytes ->
                of(Arrays.copyOfRange(bytes.data, bytes.starts[at], bytes.starts[at] + bytes.lengths[at]), type);
        };
    }

    private static Object of(long value, ColumnType type) {
        return switch (type) {
            case ColumnType.Bool _ -> value == 1;
            case ColumnType.Float64 _ -> Double.longBitsToDouble(value);
            case ColumnType.Decimal(int _, int scale) -> BigDecimal.valueOf(value, scale);
            case ColumnType.Date _ -> LocalDate.ofEpochDay(value);
            case ColumnType.Timestamp _ -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
            default -> value;
        };
    }

    private static Object of(byte[] value, ColumnType type) {
        return switch (type) {
            case ColumnType.Text _ -> new String(value, StandardCharsets.UTF_8);
            case ColumnType.Decimal(int _, int scale) -> new BigDecimal(new BigInteger(value), scale);
            case ColumnType.Uuid _ -> {
                var buffer = ByteBuffer.wrap(value);
                yield new UUID(buffer.getLong(), buffer.getLong());
            }
            default -> value;
        };
    }
}
