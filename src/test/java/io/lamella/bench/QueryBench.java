package io.lamella.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// How fast DuckDB reads what Lamella wrote, beside what DuckDB itself wrote of the same events: five queries on one thread, in turn.
final class QueryBench {
    private static final Map<String, String> QUERIES = queries();
    private static final double MILLI = 1e6;

    /// Others than `convert` writes by itself.
    private static final List<String> ROW_GROUP_SIZES = List.of("32MiB", "16MiB", "8MiB");

    private final Lamella lamella;
    private final Path folder;
    private final PrintStream out;

    QueryBench(Path project, Path folder, PrintStream out) {
        this.lamella = new Lamella(project);
        this.folder = folder;
        this.out = out;
    }

    private static Map<String, String> queries() {
        var queries = new LinkedHashMap<String, String>();
        queries.put("sum of a sparse column", "select sum(price), sum(quantity) from '%s'");
        queries.put("count by event", "select event_name, count(*), sum(price) from '%s' group by all");
        queries.put(
                "models by country",
                "select country, count(distinct model), epoch_us(max(server_datetime)) from '%s' group by all");
        queries.put(
                "a minute",
                "select count(*), sum(price), max(log_id) from '%s' where server_datetime >= '2026-01-01 01:00:00' and server_datetime < '2026-01-01 01:01:00'");
        queries.put("search in text", "select count(*) from '%s' where log_id like '%%c0ffee%%'");
        return queries;
    }

    /// Has both convert text of so many bytes, and prints a line for each query.
    void compare(long bytes, int pairs) throws IOException, InterruptedException, SQLException {
        var input = Input.of(new EventWorkload(Workload.Format.CSV), folder, bytes);
        var ours = folder.resolve("lamella.parquet");
        var theirs = folder.resolve("peer.parquet");
        lamella.build(folder);
        Cost.of(folder, lamella.convert(input, ours));
        Cost.of(folder, DuckDbCopy.command(DuckDbCopy.reading(input), theirs, "compression zstd", 1));
        var expected = Rows.of(theirs);
        Rows.written(List.of(ours)).requireSame(expected);
        var files = new LinkedHashMap<String, Path>();
        for (var size : ROW_GROUP_SIZES) {
            var file = folder.resolve("row-groups-of-" + size + ".parquet");
            Cost.of(folder, lamella.convert(input, file, folder.resolve("query.yaml"), size));
            Rows.written(List.of(file)).requireSame(expected);
            files.put(size, file);
        }
        var others = String.join(" | ", ROW_GROUP_SIZES);
        out.println("| query | time, on Lamella's file / on DuckDB's | Lamella's | DuckDB's | row groups of " + others
                + " |");
        out.println("|---|---|---|---|" + "---|".repeat(ROW_GROUP_SIZES.size()));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("set threads = 1");
            // Lamella's timestamps are moments, DuckDB's what a clock shows.
            statement.execute("set timezone = 'UTC'");
            for (var query : QUERIES.entrySet()) {
                var text = query.getValue();
                var own = compare(text.formatted(ours), text.formatted(theirs), statement, pairs);
                out.printf(
                        "| %s | **%.2f** | %.0f ms | %.0f ms |",
                        query.getKey(), own.ratio(), own.ours() / MILLI, own.theirs() / MILLI);
                for (var file : files.values()) {
                    out.printf(
                            " %.2f |",
                            compare(text.formatted(file), text.formatted(theirs), statement, pairs)
                                    .ratio());
                }
                out.println();
                out.flush();
            }
        }
        var sizes = new StringJoiner(" | ");
        for (var file : files.values()) {
            sizes.add("%.2f".formatted((double) Files.size(file) / Files.size(ours)));
            Files.delete(file);
        }
        out.println("| bytes, beside Lamella's own | 1.00 | | | " + sizes + " |");
    }

    /// Medians; nanoseconds.
    private record Times(double ratio, double ours, double theirs) {}

    private static Times compare(String ours, String theirs, Statement statement, int pairs) throws SQLException {
        if (!rows(ours, statement).equals(rows(theirs, statement))) {
            throw new IllegalStateException(ours + ": the answers differ");
        }
        var ourNanos = new double[pairs];
        var theirNanos = new double[pairs];
        var ratios = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            if (i % 2 == 0) {
                ourNanos[i] = nanos(ours, statement);
                theirNanos[i] = nanos(theirs, statement);
            } else {
                theirNanos[i] = nanos(theirs, statement);
                ourNanos[i] = nanos(ours, statement);
            }
            ratios[i] = ourNanos[i] / theirNanos[i];
        }
        return new Times(median(ratios), median(ourNanos), median(theirNanos));
    }

    /// In the order of their texts: a query has none.
    private static List<String> rows(String query, Statement statement) throws SQLException {
        var rows = new ArrayList<String>();
        try (var answer = statement.executeQuery(query)) {
            int columns = answer.getMetaData().getColumnCount();
            while (answer.next()) {
                var row = new StringJoiner("|");
                for (int column = 1; column <= columns; column++) {
                    row.add(String.valueOf(answer.getString(column)));
                }
                rows.add(row.toString());
            }
        }
        Collections.sort(rows);
        return rows;
    }

    private static double nanos(String query, Statement statement) throws SQLException {
        long start = System.nanoTime();
        try (var answer = statement.executeQuery(query)) {
            while (answer.next()) {}
        }
        return System.nanoTime() - start;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
