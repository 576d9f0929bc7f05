package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.catalog.StandardQuery;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.trino.sql.parser.SqlParser;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The queries, over tables that the pipeline made, against answers that are computed from the raw files.
class StandardQueryTest {
    private static final Path CONFIG = Path.of("src/main/resources/demo/lamella.yaml");

    @TempDir
    Path root;

    @Test
    void trinoUnderstandsThemSoAthenaDoes() {
        var parser = new SqlParser();

        assertThat(StandardQuery.all()).hasSize(15).allSatisfy(query -> {
            parser.createStatement(query.sql());
            assertThat(query.description()).endsWith(".");
        });
    }

    @Test
    void theyFitTheExampleAndNothingElse() {
        var example =
                ConfigLoader.load(Path.of("src/docs/lamella.example.yaml")).datasets();

        assertThat(StandardQuery.asked(example)).containsExactlyElementsOf(example.subList(0, 2));
        assertThat(StandardQuery.asked(example.subList(0, 1))).isEmpty();
    }

    @Test
    void theyAnswerWhatTheRawFilesSay() throws IOException, SQLException {
        var raw = new AppLog(7);
        raw.write(root.resolve("landing"));
        FilledLake.fill(CONFIG, root, raw.rows());
        var answers = new AppLogAnswers(root.resolve("landing"));

        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var sql = connection.createStatement()) {
            for (var query : StandardQuery.all()) {
                assertThat(answer(sql, query.name()))
                        .as(query.name())
                        .isNotEmpty()
                        .containsExactlyElementsOf(answers.to(query.name()));
            }
        }
    }

    @Test
    void theDemoAnswersTwoOfThem() throws SQLException {
        var folder = root.resolve("demo");
        var demo = lamella("demo", "--files", "30", "--directory", folder);
        assertThat(demo.exitCode()).as(demo.out() + demo.err()).isZero();
        var printed = demo.out()
                .lines()
                .map(line -> line.replaceAll("\\[[#.]+]|[%,]", " ").strip().replaceAll(" +", "|"))
                .toList();

        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var sql = connection.createStatement()) {
            makeViews(sql, folder);
            assertThat(rows(sql, query("daily-funnel-users"))).hasSize(8).isSubsetOf(printed);
            assertThat(rows(sql, """
                            select on_date, users, columns('day_.*')::varchar
                            from (select on_date, users, case when on_date + days <= date '2026-03-08'
                                then round(100 * came / users)::int::varchar else '-' end as percent, days
                              from (unpivot (%s) on day_0, day_1, day_2, day_3, day_7 into name day value came),
                                lateral (select day[5:]::int as days))
                            pivot (any_value(percent) for days in (0 as day_0, 1 as day_1, 2 as day_2, 3 as day_3, 7 as day_7))
                            order by on_date
                            """.formatted(query("retention-users").replaceAll("(?m)^--.*$", ""))))
                    .hasSize(8)
                    .isSubsetOf(printed);
        }
    }

    /// What DuckDB answers to all that the command prints for it.
    private List<String> answer(Statement sql, String name) throws SQLException {
        var printed = lamella("queries", name, "--engine", "duckdb", "--config", CONFIG, "--root", root);
        assertThat(printed.exitCode()).as(printed.err()).isZero();
        var statements = List.of(printed.out().strip().split(";\n"));
        for (var statement : statements.subList(0, statements.size() - 1)) {
            sql.execute(statement);
        }
        return rows(sql, statements.getLast());
    }

    private static String query(String name) {
        return StandardQuery.all().stream()
                .filter(query -> query.name().equals(name))
                .findFirst()
                .orElseThrow()
                .sql();
    }

    private static void makeViews(Statement sql, Path root) throws SQLException {
        sql.execute("set timezone = 'UTC'");
        for (var view : lamella("ddl", "--engine", "duckdb", "--config", CONFIG, "--root", root)
                .out()
                .split(";\n", -1)) {
            if (!view.isBlank()) {
                sql.execute(view);
            }
        }
    }

    private static List<String> rows(Statement sql, String query) throws SQLException {
        var rows = new ArrayList<String>();
        try (var result = sql.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                var cells = new ArrayList<String>();
                for (int column = 1; column <= columns; column++) {
                    var number = result.getMetaData().getColumnTypeName(column).startsWith("DECIMAL")
                            ? result.getBigDecimal(column).stripTrailingZeros().toPlainString()
                            : result.getString(column);
                    cells.add(number);
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows;
    }
}
