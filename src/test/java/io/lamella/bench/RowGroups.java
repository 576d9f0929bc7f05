package io.lamella.bench;

import java.sql.DriverManager;
import java.sql.SQLException;

/// The row groups of Parquet files, as DuckDB reads their footers.
final class RowGroups {
    private RowGroups() {}

    /// The bytes of the largest.
    ///
    /// @param files as in `read_parquet`, with stars if there are several
    static long largest(String files) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var answer = statement.executeQuery("""
                        select max(bytes) from (
                            select sum(total_compressed_size) as bytes from parquet_metadata('%s')
                            group by file_name, row_group_id)
                        """.formatted(files))) {
            answer.next();
            return answer.getLong(1);
        }
    }
}
