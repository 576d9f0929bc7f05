package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is loaded as text is what DuckDB finds in the same files, under the same conditions.
class LoadedRowsTest {
    private static final String COLUMNS =
            "{id:'BIGINT', name:'VARCHAR', price:'DECIMAL(10,2)', wide:'DECIMAL(30,4)', ratio:'DOUBLE',"
                    + " stamp:'TIMESTAMP', zoned:'TIMESTAMPTZ', clock:'TIME', flag:'BOOLEAN', tiny:'UTINYINT', uid:'UUID', list:'BIGINT[]',"
                    + " lists:'VARCHAR[][]', struct:'STRUCT(a BIGINT, b VARCHAR[])', map:'MAP(VARCHAR, BIGINT)', day:'DATE', no:'BIGINT'}";

    @TempDir
    static Path inputs;

    @TempDir
    Path scratch;

    private static Connection duckDb;

    @BeforeAll
    static void writeTheInputs() throws SQLException {
        duckDb = DriverManager.getConnection("jdbc:duckdb:");
        execute("set timezone = 'UTC'");
        execute("""
                copy (select i as id,
                             case when i %% 7 = 0 then null when i %% 7 = 1 then '' else 'n,"' || i || chr(10) || 'ä' end as name,
                             ((i - 5000) / 100.0)::decimal(10,2) as price,
                             ((i - 5000) * 1234567890123456789.1234)::decimal(30,4) as wide,
                             case when i %% 11 = 0 then null else i / 3.0::double end as ratio,
                             timestamp '1960-01-01' + to_microseconds(i * 123456789) as stamp,
                             timestamptz '2026-01-01 00:00:00+00' + to_seconds(i) as zoned,
                             time '10:00:00' + to_microseconds(i) as clock,
                             case i %% 3 when 0 then true when 1 then false end as flag,
                             (i %% 256)::utinyint as tiny,
                             md5(i::varchar)::uuid as uid,
                             case i %% 5 when 0 then null when 1 then [] else [i, null, i + 1] end as list,
                             case i %% 4 when 0 then null else [['x' || i, null], null, []] end as lists,
                             case i %% 6 when 0 then null else {'a': nullif(i, 3), 'b': ['x' || i]} end as struct,
                             case i %% 3 when 0 then null else map {'k': i, 'l': null} end as map,
                             date '2026-03-01' + (i // 3000)::int as day,
                             i %% 2 as no
                        from range(10000) t(i))
                to '%s' (format parquet, partition_by (day, no), row_group_size 2048)""".formatted(inputs.resolve("events")));
    }

    @AfterAll
    static void close() throws SQLException {
        duckDb.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id >= 0",
                "price > 10 and flag = true",
                "price between -1.005 and 1.005",
                "id in (1, 7, 4999, 123456789)",
                "name = '' or name is null",
                "name <> '' and name not in ('x')",
                "day = '2026-03-02' and no = 1",
                "day > '2026-03-02'",
                "no in (0) and (tiny < 3 or tiny >= 254)",
                "wide >= 1234567890123456789.1234",
                "ratio < 100.5",
                "ratio is null",
                "stamp < '1960-01-02T00:00:00.5'",
                "zoned between '2026-01-01T00:10:00Z' and '2026-01-01T00:20:00Z'",
                "clock <= '10:00:00.005'",
                "uid = 'cfcd2084-95d5-65ef-66e7-dff9f98764da'",
                "id < 0",
                "no = 5"
            })
    void rowsAreThoseThatDuckDbFinds(String condition) throws SQLException {
        var out = scratch.resolve("out.ndjson");

        var shown = lamella("load", inputs.resolve("events"), "--format", "ndjson", "-o", out, "--where", condition);

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        // DuckDB reads long numbers of JSON as floats; the CSV below has them.
        var wanted = "select * exclude (wide) from read_parquet('%s/**/*.parquet', hive_partitioning = true) where %s"
                .formatted(inputs.resolve("events"), condition);
        var loaded = "select * exclude (wide) from read_ndjson('%s', columns = %s)".formatted(out, COLUMNS);
        assertThat(count(loaded)).isEqualTo(count(wanted));
        assertThat(count("(" + wanted + ") except all (" + loaded + ")")).isZero();
    }

    @Test
    void csvHasExactTexts() throws SQLException {
        var out = scratch.resolve("out.csv");
        var names = "id,name,price,wide,ratio,stamp,zoned,clock,flag,tiny,uid,day";

        var shown = lamella("load", inputs.resolve("events"), "--format", "csv", "-o", out, "--columns", names);

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        var wanted = "select %s from read_parquet('%s/**/*.parquet', hive_partitioning = true)"
                .formatted(names, inputs.resolve("events"));
        var types =
                "{id:'BIGINT', name:'VARCHAR', price:'DECIMAL(10,2)', wide:'DECIMAL(30,4)', ratio:'DOUBLE', stamp:'TIMESTAMP',"
                        + " zoned:'TIMESTAMPTZ', clock:'TIME', flag:'BOOLEAN', tiny:'UTINYINT', uid:'UUID', day:'DATE'}";
        var loaded =
                "select * from read_csv('%s', header = true, quote = '\"', escape = '\"', nullstr = '',".formatted(out)
                        + " allow_quoted_nulls = false, columns = " + types + ")";
        assertThat(count(loaded)).isEqualTo(10_000);
        assertThat(count("(" + wanted + ") except all (" + loaded + ")")).isZero();
    }

    @Test
    void filesThatDifferComeOutUnderOneSchema() throws SQLException {
        var folder = scratch.resolve("mixed");
        assertThat(folder.toFile().mkdirs()).isTrue();
        execute("copy (select 1::int as id, 1.5::decimal(4,1) as price, {'x': 1} as s) to '%s' (format parquet)"
                .formatted(folder.resolve("a.parquet")));
        execute(
                "copy (select 5000000000 as id, 2.25::decimal(20,2) as price, {'y': 'q', 'x': 2} as s, 'n' as name) to '%s' (format parquet)"
                        .formatted(folder.resolve("b.parquet")));

        var shown = lamella("load", folder, "--format", "ndjson", "-o", scratch.resolve("out"));

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(scratch.resolve("out")).hasContent("""
                {"id":1,"price":1.50,"s":{"x":1,"y":null},"name":null}
                {"id":5000000000,"price":2.25,"s":{"x":2,"y":"q"},"name":"n"}""");
    }

    @Test
    void filesThatCannotBeReconciledAreNamedWithTheColumn() throws SQLException {
        var folder = scratch.resolve("mixed");
        assertThat(folder.toFile().mkdirs()).isTrue();
        execute("copy (select 1 as id, 'x' as price) to '%s' (format parquet)".formatted(folder.resolve("a.parquet")));
        execute("copy (select 2 as id, 1.5 as price) to '%s' (format parquet)".formatted(folder.resolve("b.parquet")));

        var refused = lamella("load", folder, "--format", "csv", "-o", scratch.resolve("out"));
        var without = lamella("load", folder, "--format", "csv", "-o", scratch.resolve("out"), "--columns", "id");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains("column price is decimal(2,1)", "/b.parquet and text in ", "/mixed/a.parquet");
        assertThat(without.exitCode()).as(without.err()).isZero();
        assertThat(scratch.resolve("out")).hasContent("id\n1\n2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"price >", "price > 10 and", "(id = 1", "id = 'x'", "list = 1", "none = 1", "day = 5", "id ~ 4"})
    void conditionsThatMakeNoSenseAreRefused(String condition) {
        var out = scratch.resolve("out");

        var shown = lamella("load", inputs.resolve("events"), "-o", out, "--where", condition);

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err())
                .containsAnyOf("the condition `", "cannot be compared", "single values", "there is no column none");
        assertThat(out).doesNotExist();
    }

    @Test
    void conditionsMayHaveLongTextsAndSomeBrackets() {
        var where = "(".repeat(500) + "id >= 0" + ")".repeat(500) + " and event <> '" + "x''".repeat(50_000) + "'";

        assertThat(lamella("load", inputs.resolve("events"), "-o", scratch.resolve("out"), "--where", where)
                        .err())
                .contains("there is no column event");
        assertThat(lamella("load", inputs.resolve("events"), "-o", scratch.resolve("out"), "--where", "(" + where)
                        .err())
                .contains("has more than 500 brackets within each other");
    }

    private static long count(String query) throws SQLException {
        try (var statement = duckDb.createStatement();
                var answer = statement.executeQuery("select count(*) from (" + query + ")")) {
            answer.next();
            return answer.getLong(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var statement = duckDb.createStatement()) {
            statement.execute(sql);
        }
    }
}
