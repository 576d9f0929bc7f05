package io.lamella.core.parquet;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads with DuckDB.
final class DuckDb implements AutoCloseable {
    private static final long MICROS_OF_DAY = 86_400_000_000L;

    /// 1970-01-01.
    private static final long JULIAN_EPOCH_DAY = 2_440_588;

    private final Connection connection;

    DuckDb() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not start: " + e.getMessage(), e);
        }
    }

    /// All values by column, as vectors hold them.
    Map<String, List<@Nullable Object>> read(Path file, List<Column> columns) throws SQLException {
        var select = columns.stream().map(DuckDb::expression).collect(Collectors.joining(", "));
        var values = new LinkedHashMap<String, List<@Nullable Object>>();
        columns.forEach(column -> values.put(column.name(), new ArrayList<>()));
        for (var row : query("SELECT " + select + " FROM '" + file + "'")) {
            for (int i = 0; i < columns.size(); i++) {
                var column = columns.get(i);
                var value = row.get(i);
                values.get(column.name()).add(value == null ? null : value(value, column.type()));
            }
        }
        return values;
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<List<@Nullable Object>> query(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<@Nullable Object>>();
            while (result.next()) {
                var row = new ArrayList<@Nullable Object>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private static String expression(Column column) {
        return switch (column.type()) {
            case ColumnType.Text _ -> "encode(" + column.name() + ")";
            case ColumnType.Timestamp(ColumnType.TimestampUnit unit, boolean _) ->
                (unit == ColumnType.TimestampUnit.MILLIS ? "epoch_ms(" : "epoch_us(") + column.name() + ")";
            default -> column.name();
        };
    }

    private static Object value(Object value, ColumnType type) throws SQLException {
        return switch (value) {
            case Boolean bool -> bool ? 1L : 0L;
            case Float number -> (long) Float.floatToRawIntBits(number);
            case Double number -> Double.doubleToRawLongBits(number);
            case BigDecimal number -> decimal(number.unscaledValue(), type);
            case UUID uuid ->
                ByteBuffer.allocate(16)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array();
            case Blob blob -> blob.getBytes(1, (int) blob.length());
            case Number number
            when type.equals(new ColumnType.Timestamp(ColumnType.TimestampUnit.INT96, false)) ->
                int96(number.longValue());
            case Number number -> number.longValue();
            default -> throw new IllegalArgumentException("DuckDB gave " + value.getClass());
        };
    }

    private static Object decimal(BigInteger unscaled, ColumnType type) {
        if (type.storage().isLong()) {
            return unscaled.longValueExact();
        }
        byte[] shortest = unscaled.toByteArray();
        byte[] bytes = new byte[type.fixedLength()];
        java.util.Arrays.fill(bytes, (byte) (unscaled.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, bytes, bytes.length - shortest.length, shortest.length);
        return bytes;
    }

    static byte[] int96(long micros) {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Math.floorMod(micros, MICROS_OF_DAY) * 1000)
                .putInt((int) (Math.floorDiv(micros, MICROS_OF_DAY) + JULIAN_EPOCH_DAY))
                .array();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
