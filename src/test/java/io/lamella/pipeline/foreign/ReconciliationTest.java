package io.lamella.pipeline.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.parquet.Reconciliation;
import io.lamella.core.parquet.SortColumn;
import io.lamella.core.plan.MergePolicy;
import io.lamella.pipeline.MergeOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that DuckDB writes, of columns that are alike or differ; what comes of them is read by DuckDB.
class ReconciliationTest {
    private static final String EVERY_TYPE = """
            select mod(i, 100)::tinyint as tiny, i::smallint as small, i::integer as int, i::bigint as big,
              (255 - mod(i, 256))::utinyint as utiny, (65535 - i)::usmallint as usmall, (4294967295 - i)::uinteger as uint,
              (18446744073709551615 - i)::ubigint as ubig, (i / 3.0)::float as flt, i / 7.0 as dbl,
              (mod(i, 300) / 4.0)::decimal(4,2) as dec4, (i / 4.0)::decimal(9,2) as dec9, (i / 4.0)::decimal(18,3) as dec18,
              (-i / 4.0)::decimal(38,5) as dec38, mod(i, 3) = 0 as flag, 'text ' || i as txt,
              ('b' || i)::blob as blb, date '2026-01-01' + i::integer as day, time '10:00:00' + to_seconds(i) as tim,
              timestamp_ms '2026-01-01' + to_seconds(i) as ms, timestamp '2026-01-01' + to_microseconds(i) as us,
              make_timestamp_ns(1767225600000000000 + i) as ns, timestamptz '2026-01-01' + to_seconds(i) as tz,
              ('00000000-0000-0000-0000-' || lpad(i::varchar, 12, '0'))::uuid as uid, to_days(i::integer) as itv,
              case when mod(i, 5) = 0 then null else i end as gaps
            from range(%d, %d) r(i)""";

    private final ForeignBucket bucket = new ForeignBucket();

    @TempDir
    Path scratch;

    private void allow(Set<Reconciliation> reconcile) {
        bucket.policy = new MergePolicy(Duration.ofHours(1), 100_000_000, 64_000, reconcile);
    }

    private void land(String name, String query) throws IOException, SQLException {
        land(name, query, "");
    }

    private void land(String name, String query, String options) throws IOException, SQLException {
        var file = scratch.resolve("landed.parquet");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            // Only to have a file that is encrypted at all.
            statement.execute("set force_mbedtls_unsafe = 'true'");
            statement.execute("pragma add_parquet_key('secret', '0123456789112345')");
            statement.execute("copy (" + query + ") to '" + file + "' (format parquet" + options + ")");
        }
        bucket.put(name, Files.readAllBytes(file));
    }

    /// What DuckDB answers about all files of the bucket, together named `t`, row by row as text.
    private List<String> ask(String query) throws IOException, SQLException {
        var folder = Files.createTempDirectory(scratch, "found");
        int files = 0;
        for (var file : bucket.parquet()) {
            Files.write(folder.resolve(files++ + ".parquet"), file);
        }
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute(
                    "create view t as select * from read_parquet('" + folder + "/*.parquet', union_by_name = true)");
            try (var result = statement.executeQuery(query)) {
                while (result.next()) {
                    var row = new ArrayList<String>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(String.join("|", row));
                }
            }
        }
        return rows;
    }

    private List<MergeOutcome> mergeAll() {
        bucket.passTtl();
        return bucket.merge();
    }

    @Test
    void keepsTheValuesAndTypesOfEveryColumnThatDuckDbWrites() throws Exception {
        allow(EnumSet.noneOf(Reconciliation.class));
        land("a.parquet", EVERY_TYPE.formatted(0, 30));
        land("b.parquet", EVERY_TYPE.formatted(30, 60));
        land("c.parquet", EVERY_TYPE.formatted(60, 90));
        var rows = ask("select * from t order by big");
        var types = ask("describe t");

        assertThat(mergeAll()).singleElement().isInstanceOf(MergeOutcome.Merged.class);

        assertThat(bucket.keys()).hasSize(1);
        assertThat(ask("select * from t order by big")).isEqualTo(rows);
        assertThat(ask("describe t")).isEqualTo(types);
    }

    @Test
    void copiesFullRowGroupsOfEveryTypeToo() throws Exception {
        allow(EnumSet.noneOf(Reconciliation.class));
        land("a.parquet", EVERY_TYPE.formatted(0, 5_000), ", row_group_size 2500");
        land("b.parquet", EVERY_TYPE.formatted(5_000, 5_030));
        land("c.parquet", EVERY_TYPE.formatted(5_030, 5_060));
        var rows = ask("select * from t order by big");

        assertThat(mergeAll()).singleElement().isInstanceOf(MergeOutcome.Merged.class);

        assertThat(ask("select * from t order by big")).isEqualTo(rows);
    }

    /// Bounds that were wrong would let DuckDB pass over rows.
    @Test
    void skipsNoRowOfNumbersWithoutSign() throws Exception {
        allow(EnumSet.noneOf(Reconciliation.class));
        land("a.parquet", "select i::ubigint as u from range(0, 100) r(i)");
        land("b.parquet", "select (18446744073709551615 - i)::ubigint as u from range(0, 100) r(i)");

        mergeAll();

        assertThat(bucket.keys()).hasSize(1);
        assertThat(ask("select count(*) from t where u > 9223372036854775808")).containsExactly("100");
        assertThat(ask("select count(*) from t where u < 50")).containsExactly("50");
        assertThat(ask("select min(u), max(u) from t")).containsExactly("0|18446744073709551615");
    }

    @Test
    void reconcilesWhatIsAllowed() throws Exception {
        allow(EnumSet.allOf(Reconciliation.class));
        land("a.parquet", """
                select i as id, (i / 4.0)::decimal(6,2) as price, timestamp_ms '2026-01-01' + to_milliseconds(i) as moment,
                  'x' || i as name from range(0, 50) r(i)""");
        land("b.parquet", """
                select 'y' || i as name, timestamp '2026-01-02' + to_microseconds(i) as moment,
                  (i / 8.0)::decimal(20,4) as price, i as id from range(50, 100) r(i)""");
        land("c.parquet", "select i as id, i * 2 as more from range(100, 150) r(i)");
        var query = "select id, price::decimal(30,6), epoch_us(moment), name, more from t order by id";
        var rows = ask(query);

        assertThat(mergeAll()).singleElement().isInstanceOf(MergeOutcome.Merged.class);

        assertThat(bucket.keys()).hasSize(1);
        assertThat(ask(query)).isEqualTo(rows);
        assertThat(ask("describe t").stream().filter(column -> column.startsWith("price")))
                .singleElement()
                .satisfies(column -> assertThat(column).startsWith("price|DECIMAL(20,4)"));
    }

    @Test
    void mergesApartWhatIsNotReconciledAndSaysWhyAFileIsAlone() throws Exception {
        allow(EnumSet.noneOf(Reconciliation.class));
        for (int i = 0; i < 3; i++) {
            land("a" + i + ".parquet", "select 1.5::decimal(6,2) as price from range(0, 9)");
        }
        land("b0.parquet", "select 1.5::decimal(6,3) as price");
        land("b1.parquet", "select 2.5::decimal(6,3) as price");
        land("c.parquet", "select 'a' as price");

        var outcomes = mergeAll();

        assertThat(outcomes.stream().filter(MergeOutcome.Merged.class::isInstance))
                .hasSize(2);
        assertThat(outcomes.stream().filter(MergeOutcome.Left.class::isInstance))
                .singleElement()
                .isInstanceOfSatisfying(MergeOutcome.Left.class, left -> {
                    assertThat(left.where().key()).isEqualTo("c.parquet");
                    assertThat(left.reason()).contains("alone, since column price is `");
                });
        assertThat(bucket.keys()).hasSize(3);
    }

    @Test
    void leavesAFileAloneWhoseValuesHaveNoRoomInTheFinerUnit() throws Exception {
        allow(EnumSet.allOf(Reconciliation.class));
        land("a.parquet", "select make_timestamp_ns(1767225600000000000 + i) as at from range(0, 1000) r(i)");
        land("b.parquet", "select timestamp_ms '9999-01-01' as at");
        land("c.parquet", "select timestamp_ms '2026-01-01' as at");

        var outcomes = mergeAll();

        assertThat(outcomes)
                .anySatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                MergeOutcome.Left.class,
                                left -> assertThat(left.reason()).contains("column at", "has no room in a unit")));
        assertThat(bucket.keys()).hasSize(2).contains("b.parquet");
        assertThat(ask("select count(*) from t")).containsExactly("1002");
    }

    @Test
    void copiesRowGroupsWithNestedColumnsAsTheyAre() throws Exception {
        allow(EnumSet.allOf(Reconciliation.class));
        var query = "select i as id, [i, i + 1, null] as list, {'a': i, 'b': 'x' || i} as struct, map {i: 'y'} as map"
                + " from range(%d, %d) r(i)";
        land("a.parquet", query.formatted(0, 20));
        land("b.parquet", query.formatted(20, 3000));
        land("c.parquet", "select i as id, [i] as list from range(0, 5) r(i)");
        var rows = ask("select * from t order by id");

        var outcomes = mergeAll();

        assertThat(outcomes)
                .hasSize(2)
                .anySatisfy(outcome -> assertThat(outcome).isInstanceOf(MergeOutcome.Merged.class));
        assertThat(outcomes)
                .anySatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                MergeOutcome.Left.class,
                                left -> assertThat(left.reason()).contains("nested")));
        assertThat(bucket.keys()).hasSize(2).contains("c.parquet");
        assertThat(ask("select * from t order by id")).containsExactlyInAnyOrderElementsOf(rows);
    }

    private void sortBy(String... columns) {
        bucket.policy = new MergePolicy(
                Duration.ofHours(1),
                100_000_000,
                64_000,
                EnumSet.allOf(Reconciliation.class),
                Stream.of(columns)
                        .map(column -> new SortColumn(column, false, false))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            another column                     | 'a' as other     | it has no column `k` to sort its rows by
            a number without a sign            | 1::uinteger as k | its rows cannot be sorted by `k`, since readers do not agree on the order
            a field of a column                | {'k': 1} as s    | it has nested columns
            a column that stands beside a list | 1 as k, [1] as l | it has nested columns
            """)
    void leavesFilesAloneWhoseRowsCannotBeSortedAsIsAskedFor(String what, String columns, String reason)
            throws Exception {
        sortBy("k");
        land("a.parquet", "select " + columns);
        land("b.parquet", "select " + columns);
        land("sorted/a.parquet", "select 2 as k");
        land("sorted/b.parquet", "select 1 as k");

        var outcomes = mergeAll();

        assertThat(outcomes.stream().filter(MergeOutcome.Left.class::isInstance))
                .as(what)
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOfSatisfying(MergeOutcome.Left.class, left -> {
                    assertThat(left.why()).isEqualTo(MergeOutcome.Why.UNFIT);
                    assertThat(left.reason()).contains(reason);
                }));
        assertThat(bucket.keys()).hasSize(3).contains("a.parquet", "b.parquet");
    }

    @Test
    void sortsRowsByAColumnThatSomeFilesOfTheFolderLack() throws Exception {
        sortBy("k", "i");
        land("a.parquet", "select i, mod(i * 7, 10) as k from range(0, 10) r(i)");
        land("b.parquet", "select i from range(10, 12) r(i)");

        assertThat(mergeAll()).singleElement().isInstanceOf(MergeOutcome.Merged.class);

        assertThat(ask("select k from t"))
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "null", "null");
    }

    @Test
    void refusesEncryptedFilesWithAClearWord() throws Exception {
        allow(EnumSet.allOf(Reconciliation.class));
        for (var name : List.of("a.parquet", "b.parquet")) {
            land(name, "select 1 as id", ", encryption_config {footer_key: 'secret'}");
        }

        assertThat(mergeAll())
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                MergeOutcome.Left.class,
                                left -> assertThat(left.reason()).contains("encrypted, which is not supported")));
        assertThat(bucket.keys()).hasSize(2);
    }

    @Test
    void leavesAFileAloneThatIsBrokenAndMergesTheOthers() throws Exception {
        allow(EnumSet.allOf(Reconciliation.class));
        for (int i = 0; i < 4; i++) {
            land(i + ".parquet", "select i as id from range(0, 1000) r(i)");
        }
        var broken = bucket.parquet().get(2);
        for (int at = 100; at < 200; at++) {
            broken[at] ^= 0x55;
        }
        bucket.put("2.parquet", broken);

        var outcomes = mergeAll();

        assertThat(outcomes).hasSize(2);
        assertThat(bucket.keys()).hasSize(2).contains("2.parquet");
    }
}
