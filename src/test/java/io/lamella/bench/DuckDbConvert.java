package io.lamella.bench;

import java.sql.DriverManager;
import java.sql.SQLException;

/// The peer: DuckDB's own readers and Parquet writer, through its JDBC driver.
final class DuckDbConvert {
    private DuckDbConvert() {}

    /// @param args what to read, as a table function; the file to write; more options of `COPY`; the number of threads or 0
    public static void main(String[] args) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            int threads = Integer.parseInt(args[3]);
            if (threads > 0) {
                statement.execute("set threads = " + threads);
            }
            statement.execute(
                    "copy (select * from %s) to '%s' (format parquet, %s)".formatted(args[0], args[1], args[2]));
        }
    }
}
