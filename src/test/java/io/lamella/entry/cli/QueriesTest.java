package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.catalog.StandardQuery;
import io.trino.sql.parser.SqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `lamella queries`. That DuckDB answers rightly to what it prints is tested where the answers are known.
class QueriesTest {
    private static final Path EXAMPLE = Path.of("src/docs/lamella.example.yaml");

    @Test
    void listsAllWithALineOfExplanationEach() {
        var shown = lamella("queries");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out().lines())
                .hasSize(2 * StandardQuery.all().size())
                .containsSubsequence("active-users", "    Active users by date.", "retention-events");
    }

    @Test
    void printsOneStatementForAthenaThatTrinoUnderstandsWithoutAnyConfiguration() {
        var shown = lamella("queries", "retention-users", "--config", "no.yaml");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .startsWith("-- Retention: ")
                .contains("FROM events")
                .endsWith("ORDER BY 1;\n");
        new SqlParser().createStatement(shown.out().strip().replaceAll(";$", ""));
    }

    @Test
    void tellsDuckDbWhereTheTablesAre(@TempDir Path root) {
        assertThat(lamella("queries", "active-users", "--engine", "duckdb", "--config", EXAMPLE)
                        .out())
                .contains("SET timezone = 'UTC';", "VIEW \"events\"", "VIEW \"attributions\"")
                .contains("'s3://my-lake/tables/events/**/*.parquet'");
        assertThat(lamella("queries", "active-users", "--engine", "duckdb", "--config", EXAMPLE, "--root", root)
                        .out())
                .contains("'" + root + "/my-lake/tables/events/**/*.parquet'");
    }

    @Test
    void mistakesAreNamed(@TempDir Path folder) throws IOException {
        var other = Files.writeString(folder.resolve("lamella.yaml"), """
                lake: {bucket: lake}
                datasets:
                  events:
                    source: s3://landing/**
                    columns: {id: int64}
                """);

        assertThat(lamella("queries", "retention").err()).contains("there is no query retention; `lamella queries`");
        assertThat(lamella("queries", "--engine", "spark").err()).contains("for athena, trino and duckdb");
        assertThat(lamella("queries", "active-users", "--root", folder).err()).contains("--root is for duckdb");
        var unfit = lamella("queries", "active-users", "--engine", "duckdb", "--config", other);
        assertThat(unfit.exitCode()).isEqualTo(2);
        assertThat(unfit.err()).contains("not all in the configuration: attributions (identity_adid, ");
        assertThat(unfit.out()).isEmpty();
    }
}
