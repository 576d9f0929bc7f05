package io.lamella.adapter.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Map;

/// PostgreSQL, and what speaks its protocol.
///
/// All values but bytes are sent as text, which is exact for every type (of floating-point numbers from version 12 on).
record PostgreSql(String url) implements Database {
    static final String SCHEME = "jdbc:postgresql:";

    @Override
    public Map<String, String> settings() {
        return Map.of("binaryTransfer", "false", "tcpKeepAlive", "true", "ApplicationName", "lamella export");
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            statement.execute("SET TIME ZONE 'UTC'");
        }
        // Without it the driver would fetch all rows at once.
        connection.setAutoCommit(false);
    }

    @Override
    public ResultSet query(Connection connection, String query, int fetchRows) throws SQLException {
        // A prepared one would take the operators with a question mark for parameters.
        Statement statement = connection.createStatement();
        statement.setFetchSize(fetchRows);
        return statement.executeQuery(query);
    }

    @Override
    public SourceType type(ResultSetMetaData columns, int column) throws SQLException {
        var name = columns.getColumnTypeName(column);
        return switch (name) {
            case "bool" -> new SourceType.Bool();
            case "int2", "smallserial" -> new SourceType.Int(16, true);
            case "int4", "serial" -> new SourceType.Int(32, true);
            case "int8", "bigserial" -> new SourceType.Int(64, true);
            case "oid" -> new SourceType.Int(32, false);
            case "float4" -> new SourceType.Floating(32);
            case "float8" -> new SourceType.Floating(64);
            case "numeric" -> numeric(columns.getPrecision(column), columns.getScale(column));
            case "json", "jsonb" -> new SourceType.Json();
            case "uuid" -> new SourceType.Uuid();
            case "bytea" -> new SourceType.Bytes();
            case "date" -> new SourceType.Date();
            case "time" -> new SourceType.Time(columns.getScale(column));
            case "timestamp" -> new SourceType.WallClock(columns.getScale(column));
            case "timestamptz" -> new SourceType.Instant(columns.getScale(column));
            default -> isText(columns.getColumnType(column)) ? new SourceType.Text() : new SourceType.Other();
        };
    }

    /// A numeric may have been declared without digits, or with a scale that is negative or beyond its digits.
    private static SourceType numeric(int precision, int scale) {
        return precision > 0 && scale >= 0 && scale <= precision
                ? new SourceType.Decimal(precision, scale)
                : new SourceType.Unbounded();
    }

    private static boolean isText(int type) {
        return type == Types.VARCHAR || type == Types.CHAR;
    }

    @Override
    public FieldText text(SourceType type) {
        return FieldText::ofBytes;
    }
}
