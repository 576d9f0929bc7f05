package io.lamella.bench;

import java.io.IOException;
import java.io.PrintStream;
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
        Cost.of(folder, lamella.convert(input, ours));
        Cost.of(folder, DuckDbCopy.command(DuckDbCopy.reading(input), theirs, "compression zstd", 1));
        out.println("| query | time, on Lamella's file / on DuckDB's | Lamella's | DuckDB's |");
        out.println("|---|---|---|---|");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("set threads = 1");
            // Lamella's timestamps are moments, DuckDB's what a clock shows.
            statement.execute("set timezone = 'UTC'");
            for (var query : QUERIES.entrySet()) {
                compare(
                        query.getKey(),
                        query.getValue().formatted(ours),
                        query.getValue().formatted(theirs),
                        statement,
                        pairs);
            }
        }
    }

    private void compare(String name, String ours, String theirs, Statement statement, int pairs) throws SQLException {
        if (!rows(ours, statement).equals(rows(theirs, statement))) {
            throw new IllegalStateException(name + ": the answers differ");
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
        out.printf(
                "| %s | **%.2f** | %.0f ms | %.0f ms |%n",
                name, median(ratios), median(ourNanos) / MILLI, median(theirNanos) / MILLI);
        out.flush();
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
