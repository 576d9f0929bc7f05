package io.lamella.adapter.jdbc;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// MariaDB and MySQL, by MariaDB's driver.
///
/// Queries are prepared on the server, so that numbers come as they are kept: as text, a `FLOAT` would come rounded to six digits.
record MariaDb(String url) implements Database {
    static final String SCHEME = "jdbc:mariadb:";
    static final String MYSQL_SCHEME = "jdbc:mysql:";

    /// Seconds for which the server waits until what it has sent is taken: as long as rows take that are being uploaded.
    private static final int PATIENCE_SECONDS = 3600;

    /// @param url of either database
    static MariaDb of(String url) {
        return new MariaDb(url.startsWith(MYSQL_SCHEME) ? SCHEME + url.substring(MYSQL_SCHEME.length()) : url);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "useServerPrepStmts", "true",
                "tinyInt1isBit", "false",
                "yearIsDateType", "false",
                "tcpKeepAlive", "true");
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET SESSION time_zone = '+00:00', SESSION net_write_timeout = " + PATIENCE_SECONDS);
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        }
    }

    @Override
    public ResultSet query(Connection connection, String query, int fetchRows) throws SQLException {
        var statement = connection.prepareStatement(query);
        statement.setFetchSize(fetchRows);
        return statement.executeQuery();
    }

    @Override
    public SourceType type(ResultSetMetaData columns, int column) throws SQLException {
        boolean signed = columns.isSigned(column);
        var name = columns.getColumnTypeName(column).toUpperCase(Locale.ROOT).replace(" UNSIGNED", "");
        return switch (name) {
            case "NULL" -> new SourceType.Null();
            case "TINYINT" -> new SourceType.Int(8, signed);
            case "SMALLINT" -> new SourceType.Int(16, signed);
            case "MEDIUMINT" -> new SourceType.Int(24, signed);
            case "INTEGER", "INT" -> new SourceType.Int(32, signed);
            case "BIGINT" -> new SourceType.Int(64, signed);
            case "YEAR" -> new SourceType.Int(16, true);
            case "BIT" -> new SourceType.Bits(columns.getPrecision(column));
            case "DECIMAL", "NUMERIC" -> new SourceType.Decimal(columns.getPrecision(column), columns.getScale(column));
            case "FLOAT" -> new SourceType.Floating(32);
            case "DOUBLE" -> new SourceType.Floating(64);
            case "JSON" -> new SourceType.Json();
            case "UUID" -> new SourceType.Uuid();
            case "DATE" -> new SourceType.Date();
            case "TIME" -> new SourceType.Time(columns.getScale(column));
            case "DATETIME" -> new SourceType.WallClock(columns.getScale(column));
            case "TIMESTAMP" -> new SourceType.Instant(columns.getScale(column));
            default -> byCode(columns.getColumnType(column));
        };
    }

    private static SourceType byCode(int type) {
        return switch (type) {
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR -> new SourceType.Text();
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> new SourceType.Bytes();
            default -> new SourceType.Other();
        };
    }

    @Override
    public FieldText text(SourceType type) {
        return switch (type) {
            case SourceType.Text _, SourceType.Json _, SourceType.Bytes _ -> FieldText::ofBytes;
            case SourceType.Bits _ -> MariaDb::bits;
            case SourceType.Date _ -> MariaDb::date;
            case SourceType.Bool _,
                    SourceType.Int _,
                    SourceType.Decimal _,
                    SourceType.Unbounded _,
                    SourceType.Floating _,
                    SourceType.Uuid _,
                    SourceType.Time _,
                    SourceType.WallClock _,
                    SourceType.Instant _,
                    SourceType.Null _,
                    SourceType.Other _ -> FieldText::ofString;
        };
    }

    private static byte @Nullable [] bits(ResultSet row, int column) throws SQLException {
        var bytes = row.getBytes(column);
        return bytes == null ? null : new BigInteger(1, bytes).toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// The driver cannot tell dates of which a part is zero, such as `2026-00-01`. What it says of them is no date, so that the row is
    /// rejected with it.
    private static byte @Nullable [] date(ResultSet row, int column) throws SQLException {
        try {
            return FieldText.ofString(row, column);
        } catch (DateTimeException e) {
            return ("a date that is none: " + e.getMessage()).getBytes(StandardCharsets.UTF_8);
        }
    }
}
