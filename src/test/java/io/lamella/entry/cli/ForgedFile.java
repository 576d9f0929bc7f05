package io.lamella.entry.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A Parquet file such as DuckDB would not write, made of one that it did by changing some bytes wherever they are.
final class ForgedFile {
    private ForgedFile() {}

    /// Writes the rows of a query, plain and without compression.
    static Path write(Path file, String query) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var duckDb = connection.createStatement()) {
            duckDb.execute("copy (%s) to '%s' (format parquet, compression uncompressed, dictionary_size_limit 0)"
                    .formatted(query, file));
        }
        return file;
    }

    /// @param from as many characters as `to`, each of them a byte
    static Path forge(Path file, String from, String to) throws IOException {
        var before = Files.readString(file, ISO_8859_1);
        assertThat(before).contains(from);
        assertThat(to).hasSameSizeAs(from);
        return Files.writeString(file, before.replace(from, to), ISO_8859_1);
    }
}
