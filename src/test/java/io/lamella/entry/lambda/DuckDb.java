package io.lamella.entry.lambda;

import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads Parquet objects independently of the code that wrote them.
final class DuckDb {
    private DuckDb() {}

    /// The rows of an object, their columns joined by `|`.
    static List<String> rows(ObjectStore store, ObjectInfo object, String columns, String order) {
        var bytes = store.get(object.location()).await().indefinitely().bytes();
        var content = new byte[bytes.remaining()];
        bytes.get(content);
        try {
            var file = Files.createTempFile("lamella", ".parquet");
            try {
                Files.write(file, content);
                return rows(file, columns, order);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new AssertionError(object.location() + " cannot be read", e);
        }
    }

    private static List<String> rows(Path file, String columns, String order) throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var result = statement.executeQuery("select concat_ws('|', %s) from read_parquet('%s') order by %s"
                        .formatted(columns, file, order))) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
