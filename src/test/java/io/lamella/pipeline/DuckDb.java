package io.lamella.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The independent reader: DuckDB, inside this process.
public final class DuckDb {
    private DuckDb() {}

    /// The first column of what a query answers about the files, together named `t`, as numbers.
    public static List<Long> longs(List<byte[]> files, String query) {
        return query(files, query).stream().map(Long::valueOf).toList();
    }

    /// The first column of what a query answers about the files, together named `t`, as text.
    public static List<String> query(List<byte[]> files, String query) {
        return query(files, "", query);
    }

    /// The same of files whose columns differ: they are matched by name, and brought to the widest type.
    static List<String> byName(List<byte[]> files, String query) {
        return query(files, ", union_by_name = true", query);
    }

    private static List<String> query(List<byte[]> files, String options, String query) {
        if (files.isEmpty()) {
            return List.of();
        }
        try {
            // Below the build's folder, should the process be killed amid.
            Path folder = Files.createTempDirectory(Path.of("target"), "duckdb");
            var paths = new ArrayList<Path>();
            try {
                for (var file : files) {
                    paths.add(Files.write(folder.resolve(paths.size() + ".parquet"), file));
                }
                return queryPaths(paths, options, query);
            } finally {
                for (var path : paths) {
                    Files.delete(path);
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> queryPaths(List<Path> paths, String options, String query) {
        var list = paths.stream().map(path -> "'" + path + "'").collect(Collectors.joining(",", "[", "]"));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("create view t as select * from read_parquet(" + list + options + ")");
            var rows = new ArrayList<String>();
            try (var result = statement.executeQuery(query)) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(query + " fails: " + e.getMessage(), e);
        }
    }
}
