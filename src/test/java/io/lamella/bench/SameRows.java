package io.lamella.bench;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Whether two Parquet files have the same rows, in whatever order, as DuckDB reads them.
final class SameRows {
    private SameRows() {}

    /// @throws IllegalStateException if they differ
    static void require(Path ours, Path theirs) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var answer = statement.executeQuery("""
                        select (select (count(*), sum(hash(a)), bit_xor(hash(a))) from '%s' a)
                             = (select (count(*), sum(hash(b)), bit_xor(hash(b))) from '%s' b)""".formatted(ours, theirs))) {
            answer.next();
            if (!answer.getBoolean(1)) {
                throw new IllegalStateException(ours + " and " + theirs + " differ");
            }
        }
    }
}
