package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the values of real servers.
@EnabledIfEnvironmentVariable(named = "LAMELLA_TEST_POSTGRESQL", matches = "jdbc:.+")
@EnabledIfEnvironmentVariable(named = "LAMELLA_TEST_MARIADB", matches = "jdbc:.+")
class ExportTypesTest {
    @TempDir
    Path folder;

    private ExportLake lake;

    @BeforeEach
    void makeTheLake() throws IOException {
        lake = new ExportLake(folder);
    }

    @Test
    void takesTheTypesOfPostgreSql() throws IOException, SQLException {
        DatabaseServer.POSTGRESQL.run(
                "drop table if exists types", """
                create table types (b boolean, i2 smallint, i4 serial, i8 bigint, o oid, r real, d double precision,
                n numeric, n38 numeric(38,10), t text, c char(4), j json, jb jsonb, u uuid, by bytea, dt date,
                tm time, ts timestamp, tz timestamptz, a int[], inet inet)
                """, """
                insert into types values (true, -32768, 1, -9223372036854775808, 4294967295, 123456.789, 1 / 3.0::float8,
                -123456789012345678.25, 1234567890123456789012345678.0123456789, 'naïve 🙂', 'ab', '{"a": 1}', '{"a": 1}',
                '123e4567-e89b-12d3-a456-426614174000', '\\x00ff80', '0001-01-01', '23:59:59.999999',
                '9999-12-31 23:59:59.999999', '2026-03-29 03:30:00.5+02', '{1,NULL}', '::1')
                """, "insert into types (i4, t, by) values (2, '', '')");
        lake.columns("""
                b: boolean
                i2: int16
                i4: int32 required
                i8: int64
                o: int64
                r: float
                d: double
                n: decimal(20,2)
                n38: decimal(38,10)
                t: string
                c: string
                j: json
                jb: json
                u: uuid
                by: binary
                dt: date
                tm: time
                ts: timestamp(local)
                tz: timestamp
                a: array<int32>
                inet: string
                """);

        var query = "select b, i2, i4, i8, o, r, d, n, n38, t, c, j, jb, u, by, dt, tm, ts, tz, to_json(a) as a, inet"
                + " from types order by i4";
        var shown = lake.export(DatabaseServer.POSTGRESQL, query, "types");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        lake.assertTable(
                "b, i2, i4, i8, o, r, d, n, n38",
                "true|-32768|1|-9223372036854775808|4294967295|123456.79|0.3333333333333333|-123456789012345678.25|"
                        + "1234567890123456789012345678.0123456789",
                "2");
        lake.assertTable(
                "t, c, j, jb, u, hex(\"by\"), dt, tm, ts, tz, a::varchar, inet",
                "naïve 🙂|ab  |{\"a\": 1}|{\"a\": 1}|123e4567-e89b-12d3-a456-426614174000|00FF80|0001-01-01|"
                        + "23:59:59.999999|9999-12-31 23:59:59.999999|2026-03-29 01:30:00.5+00|[1, NULL]|::1",
                "|");
        assertThat(lake.duckDb("select count(*) from t where octet_length(\"by\") = 0"))
                .containsExactly("1");
    }

    @Test
    void takesTheTypesOfMariaDb() throws IOException, SQLException {
        DatabaseServer.MARIADB.run(
                "drop table if exists types",
                "set time_zone = '+02:00'",
                """
                create table types (id int primary key, b tinyint(1), i1 tinyint, u1 tinyint unsigned,
                u2 smallint unsigned, u3 mediumint unsigned, u4 int unsigned, u8 bigint unsigned, n decimal(38,10),
                f float, d double, b1 bit(1), b9 bit(9), y year, dt date, tm time(6), ts timestamp(6) null,
                dtm datetime(6), t longtext, e enum('x','y'), j json, u uuid, bl longblob) character set utf8mb4
                """,
                """
                insert into types values (1, 1, -128, 255, 65535, 16777215, 4294967295, 18446744073709551615,
                '1234567890123456789012345678.0123456789', 123456.789, 1 / 3e0, b'1', b'100000001', 2155, '1000-01-01',
                '23:59:59.999999', '2026-03-29 03:30:00.5', '2026-03-29 02:30:00.25', 'naïve 🙂', 'y', '{"a": 1}',
                '123e4567-e89b-12d3-a456-426614174000', x'00ff80')
                """,
                "insert into types (id, t, bl) values (2, '', '')");
        lake.columns("""
                id: int32 required
                b: boolean
                i1: int8
                u1: int16
                u2: int32
                u3: int32
                u4: int64
                u8: decimal(20,0)
                n: decimal(38,10)
                f: float
                d: double
                b1: boolean
                b9: int16
                y: int16
                dt: date
                tm: time
                ts: timestamp
                dtm: timestamp
                t: string
                e: string
                j: json
                u: uuid
                bl: binary
                """);

        var shown = lake.export(
                DatabaseServer.MARIADB,
                "select * from types order by id;\n",
                "types",
                "--time-zone",
                "America/New_York");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        lake.assertTable(
                "id, b, i1, u1, u2, u3, u4, u8, n, f, d, b1, b9, y",
                "1|true|-128|255|65535|16777215|4294967295|18446744073709551615|"
                        + "1234567890123456789012345678.0123456789|123456.79|0.3333333333333333|true|257|2155",
                "2");
        lake.assertTable(
                "dt, tm, ts, dtm, t, e, j, u, hex(bl)",
                "1000-01-01|23:59:59.999999|2026-03-29 01:30:00.5+00|2026-03-29 06:30:00.25+00|naïve 🙂|y|{\"a\": 1}|"
                        + "123e4567-e89b-12d3-a456-426614174000|00FF80",
                "|");
    }

    @Test
    void rejectsWhatPostgreSqlHasAndColumnsHaveNot() throws IOException, SQLException {
        lake.columns("""
                id: int32 required
                n: decimal(10,2)
                d: date
                at: timestamp
                """);
        var query = """
                select * from (values (1, 1.25, date '2026-01-01', timestamptz '2026-01-01 00:00+00'),
                (2, 'NaN', null, null), (3, 1.255, null, null), (4, 123456789.5, null, null),
                (5, null, 'infinity', null), (6, null, '0044-03-15 BC', null), (7, null, null, '-infinity'),
                (8, null, null, '10000-01-01 00:00+00'), (null, 1, null, null)) v (id, n, d, at)
                """;

        var shown = lake.export(DatabaseServer.POSTGRESQL, query, "bad");

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        ExportLake.assertCounts(shown.json(), 9, 1, 8);
        lake.assertTable("id, n, d, \"at\"", "1|1.25|2026-01-01|2026-01-01 00:00:00+00");
        assertThat(lake.reasons(shown.json()))
                .containsExactly(
                        "2 not_a_decimal",
                        "3 too_many_fraction_digits",
                        "4 out_of_range",
                        "5 not_a_date",
                        "6 not_a_date",
                        "7 not_a_timestamp",
                        "8 not_a_timestamp",
                        "9 required_is_null");
    }

    @Test
    void zeroDatesAreRejectedOrNullAsIsAskedFor() throws IOException, SQLException {
        DatabaseServer.MARIADB.run(
                "set sql_mode = 'ALLOW_INVALID_DATES'",
                "drop table if exists zero",
                "create table zero (id int, d date, at datetime(6), tm time)",
                "insert into zero values (1, '0000-00-00', '2026-01-01', null), (2, '2026-01-01', '0000-00-00', null),"
                        + " (3, '2026-00-01', null, null), (4, null, null, '838:59:59'), (5, '2026-01-01', null, null)");
        lake.columns("""
                id: int32 required
                d: date
                at: timestamp
                tm: time
                """);

        var rejecting = lake.export(DatabaseServer.MARIADB, "select * from zero order by id", "zero");
        ExportLake.assertCounts(rejecting.json(), 5, 1, 4);
        assertThat(lake.reasons(rejecting.json()))
                .containsExactly("1 not_a_date", "2 not_a_timestamp", "3 not_a_date", "4 not_a_time");

        var asNull = lake.export(
                DatabaseServer.MARIADB, "select * from zero order by id", "zero as null", "--zero-dates", "null");
        ExportLake.assertCounts(asNull.json(), 5, 3, 2);
        assertThat(lake.duckDb("select concat_ws('|', id, d) from t order by id, d"))
                .containsExactly("1", "2|2026-01-01", "5|2026-01-01", "5|2026-01-01");
    }
}
