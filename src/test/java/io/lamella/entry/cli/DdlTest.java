package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import io.trino.sql.parser.SqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Statements for a table that has every type and every kind of partition, and for one with hardly anything.
class DdlTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/lamella/entry/cli/ddl");
    private static final Path CONFIG = EveryTypeLake.CONFIG;

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(strings = {"athena", "trino", "spark", "duckdb", "clickhouse"})
    void statementsAreAsTheyWere(String engine) throws IOException {
        var golden = GOLDEN.resolve(engine + ".sql");

        var printed = lamella("ddl", "--engine", engine, "--config", CONFIG, "--database", "Data-Lake");

        assertThat(printed.exitCode()).as(printed.err()).isZero();
        Files.writeString(Path.of("target", engine + ".sql"), printed.out());
        assertThat(printed.out())
                .as("if this is meant, copy target/%s.sql to %s", engine, golden)
                .isEqualTo(Files.readString(golden));
    }

    @Test
    void trinoUnderstandsWhatIsForIt() {
        var parser = new SqlParser();
        var statements = statements(
                lamella("ddl", "--engine", "trino", "--config", CONFIG).out());

        assertThat(statements).hasSize(3).allSatisfy(parser::createStatement);
    }

    @Test
    void duckDbReadsEveryValueOfATableThatThePipelineMade() throws IOException, SQLException {
        EveryTypeLake.publish(root);
        var printed = lamella("ddl", "--engine", "duckdb", "--config", CONFIG, "--root", root);

        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var sql = connection.createStatement()) {
            sql.execute("set timezone = 'UTC'");
            for (var statement : statements(printed.out())) {
                sql.execute(statement);
            }
            assertThat(rows(sql, "select columns(*)::varchar from all_types order by id"))
                    .containsExactly(
                            "a|{\"k\":1}|true|-1|2|3|4|1.5|12.34|12345678901234567890.5000000000|2.5|2026-03-01|10:11:12.123|"
                                    + "10:11:12.123456|2026-03-01 04:05:06.123456+00|2026-03-01 04:05:06.789+00|"
                                    + "2026-03-01 04:05:06.5|2026-03-01 04:05:06|00112233-4455-6677-8899-aabbccddeeff|ABC|"
                                    + "a/b=ü|true|2026|2026-03|2026-03-01|4",
                            "b" + "|null".repeat(13) + "|2026-03-01 23:59:59+00" + "|null".repeat(6)
                                    + "|false|2026|2026-03|2026-03-01|23");
            assertThat(rows(
                            sql,
                            "select typeof(country), typeof(paid), typeof(y), typeof(d), typeof(h) from all_types"))
                    .containsOnly("VARCHAR|BOOLEAN|INTEGER|DATE|TINYINT");
            assertThat(rows(sql, "select columns(*)::varchar from flat"))
                    .containsExactly("7|[{'Sku': a, 'price': 1.50}, NULL]|{x=[1, NULL]}");
        }
    }

    @Test
    void oneDatasetIsNamed() {
        assertThat(lamella("ddl", "flat", "--engine", "SPARK", "--config", CONFIG)
                        .out())
                .contains("`flat`")
                .doesNotContain("all_types");
        assertThat(lamella("ddl", "flt", "--engine", "spark", "--config", CONFIG)
                        .err())
                .contains("it has all-types, flat");
    }

    /// Athena and Trino know names in lower case only, and look for folders of such names unless they are told otherwise.
    @Test
    void foldersWithUpperCaseLettersAreTold() throws IOException {
        var config = Files.writeString(root.resolve("lamella.yaml"), """
                lake: {bucket: lake}
                datasets:
                  events:
                    source: s3://landing/**
                    columns: {id: int64, Country: string required, at: timestamp required}
                    partitions: [Country, {Day: day(at)}, {h: hour(at)}]
                """);

        assertThat(lamella("ddl", "--engine", "athena", "--config", config).out())
                .contains("'storage.location.template' = "
                        + "'s3://lake/tables/events/Country=${country}/Day=${day}/h=${h}/'");
        assertThat(lamella("ddl", "--engine", "trino", "--config", config).out())
                .contains("sync_partition_metadata('lamella', 'events', 'FULL', false)");
    }

    @Test
    void athenaFindsRowsFromTheDayThatIsSaid() {
        var printed = lamella("ddl", "--engine", "athena", "--config", CONFIG, "--projection-start", "2015-06-30");

        assertThat(printed.exitCode()).as(printed.err()).isZero();
        assertThat(printed.out())
                .containsOnlyOnce("-- Finds rows of 2015-06-30 to tomorrow")
                .contains("'projection.y.range' = '2015,NOW+1DAY'", "'projection.m.range' = '2015-06,NOW+1DAY'")
                .contains("'projection.d.range' = '2015-06-30,NOW+1DAY'");
        assertThat(lamella("ddl", "--engine", "trino", "--config", CONFIG, "--projection-start", "2015-06-30")
                        .err())
                .contains("--projection-start is for athena; the others find the rows of all days");
        assertThat(lamella("ddl", "--engine", "athena", "--config", CONFIG, "--projection-start", "2015-06-31")
                        .err())
                .contains("--projection-start must be a day such as 2015-01-31 but was `2015-06-31`");
    }

    @Test
    void mistakesAreNamed() {
        assertThat(lamella("ddl", "--engine", "oracle", "--config", CONFIG).err())
                .contains("--engine", "ATHENA, TRINO, SPARK, DUCKDB, CLICKHOUSE");
        assertThat(lamella("ddl", "--engine", "athena", "--config", CONFIG, "--root", root)
                        .err())
                .contains("--root is for spark and duckdb");
    }

    private static List<String> statements(String printed) {
        return printed.lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("\n"), text -> List.of(text.strip().split(";\\s*"))));
    }

    private static List<String> rows(Statement sql, String query) throws SQLException {
        var rows = new ArrayList<String>();
        try (var result = sql.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                var cells = new ArrayList<String>();
                for (int column = 1; column <= columns; column++) {
                    cells.add(String.valueOf(result.getString(column)));
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows;
    }
}
