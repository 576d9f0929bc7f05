package io.lamella.bench;

import io.lamella.core.parquet.SameValues;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// Rows in whatever order, as DuckDB reads them.
///
/// @param hashes the sum of a hash of each
record Rows(BigInteger number, BigInteger hashes) {
    /// Those of a text.
    static Rows of(Input input) throws SQLException {
        return read(DuckDbCopy.reading(input));
    }

    /// Those of a Parquet file, whoever wrote it.
    static Rows of(Path file) throws SQLException {
        return read("'" + file + "'");
    }

    /// Those of files that Lamella wrote. parquet-java has to read in them what Lamella reads.
    ///
    /// @throws IllegalStateException if it reads other values
    static Rows written(List<Path> files) throws IOException, SQLException {
        for (var file : files) {
            SameValues.require(file);
        }
        return read(
                files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(",", "read_parquet([", "])")));
    }

    /// Those of all Parquet files below a folder, which Lamella wrote.
    static Rows below(Path folder) throws IOException, SQLException {
        try (var files = Files.walk(folder)) {
            return written(
                    files.filter(file -> file.toString().endsWith(".parquet")).toList());
        }
    }

    private static Rows read(String source) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var answer = statement.executeQuery(
                        "select count(*)::varchar, sum(hash(a))::varchar from %s a".formatted(source))) {
            answer.next();
            return new Rows(new BigInteger(answer.getString(1)), new BigInteger(answer.getString(2)));
        }
    }

    /// The same rows so many times.
    Rows times(long times) {
        var factor = BigInteger.valueOf(times);
        return new Rows(number.multiply(factor), hashes.multiply(factor));
    }

    Rows and(Rows more) {
        return new Rows(number.add(more.number), hashes.add(more.hashes));
    }

    /// @throws IllegalStateException if these are not the rows that are expected
    void requireSame(Rows expected) {
        if (!equals(expected)) {
            throw new IllegalStateException("the rows differ: " + this + ", not " + expected);
        }
    }
}
