package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Runs of exports from real servers: refused, repeated, long, and killed.
@EnabledIfEnvironmentVariable(named = "LAMELLA_TEST_POSTGRESQL", matches = "jdbc:.+")
@EnabledIfEnvironmentVariable(named = "LAMELLA_TEST_MARIADB", matches = "jdbc:.+")
class ExportRunsTest {
    private static final long MANY = 5_000_000;
    private static final String MANY_COLUMNS = """
            id: int64 required
            customer: string
            price: decimal(12,2)
            at: timestamp
            paid: boolean
            """;

    @TempDir
    Path folder;

    private ExportLake lake;

    @BeforeEach
    void makeTheLake() throws IOException {
        lake = new ExportLake(folder);
    }

    @ParameterizedTest
    @EnumSource
    void tellsAllThatDoesNotFitBeforeARowIsRead(DatabaseServer server) throws IOException {
        lake.columns("id: int16\nname: string\n");

        var shown = lake.export(server, "select 70000 as id, 1.5 as price, 'x' as \"NAME\"", "run");

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err())
                .contains("column id is ", "declare the column as int32")
                .contains("column name is called NAME in the result")
                .contains("column price of the result is none of the dataset's");
        assertThat(lake.root().resolve("lake/receipts")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void changesNothingInTheDatabase(DatabaseServer server) throws IOException, SQLException {
        server.run("drop table if exists kept", "create table kept (id int)", "insert into kept values (1)");
        lake.columns("id: int32\n");

        assertThat(lake.export(server, "delete from kept", "run").exitCode()).isEqualTo(2);
        assertThat(lake.export(server, "select 1 as id; delete from kept", "run")
                        .exitCode())
                .isEqualTo(2);
        assertThat(lake.export(server, "select id from kept", "run").exitCode()).isZero();
        lake.assertTable("id", "1");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPasswordIsToldWithoutAnyPassword(DatabaseServer server) throws IOException {
        lake.columns("id: int32\n");
        var wrong = Files.writeString(folder.resolve("wrong"), "verySecret\n");

        var arguments = lake.arguments(server, "select 1 as id", "run");
        arguments.set(arguments.indexOf(DatabaseServer.PASSWORD_FILE.toString()), wrong.toString());

        var shown = lamella(arguments.toArray());

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains(server.url()).doesNotContain("verySecret");
    }

    @ParameterizedTest
    @EnumSource
    void takesFiveMillionRowsInBoundedMemoryAndOnceThoughItRunsTwice(DatabaseServer server)
            throws IOException, SQLException {
        lake.columns(MANY_COLUMNS);

        var first = lake.start(server, server.many(MANY), "many").end();
        ExportLake.assertCounts(first.json(), MANY, MANY, 0);
        System.out.printf(
                "%s: %,d rows with a heap of 256 MiB in %.1f s; at most %s resident%n",
                server, MANY, first.json().path("seconds").asDouble(), first.peak());
        var second = lake.export(server, server.many(MANY), "many");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.json().path("before").asBoolean()).isTrue();

        assertThat(lake.duckDb("select concat_ws('|', count(*), count(distinct id), sum(id), sum(price), max(\"at\"),"
                        + " count(*) filter (paid), count(distinct customer)) from t"))
                .containsExactly(
                        "5000000|5000000|12500002500000|125000025000.00|2026-01-01 13:53:20+00|1666666|5000000");
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatIsKilledIsTakenUpAgainWithoutLossOrDoubles(DatabaseServer server)
            throws IOException, InterruptedException, SQLException {
        lake.columns(MANY_COLUMNS);

        var process = lake.start(server, server.many(MANY), "killed");
        await("an upload is under way")
                .atMost(ExportProcess.PATIENCE)
                .until(() -> !lake.uploads().isEmpty());
        process.kill();
        assertThat(lake.root().resolve("lake/receipts")).doesNotExist();

        var again = lake.export(server, server.many(1_000_000), "killed");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.json().path("abortedUploads").asInt()).isPositive();
        assertThat(lake.uploads()).isEmpty();
        assertThat(lake.duckDb("select concat_ws('|', count(*), count(distinct id), sum(id)) from t"))
                .containsExactly("1000000|1000000|500000500000");
        var verified = lamella("verify", "t", "--config", lake.config(), "--root", lake.root());
        assertThat(verified.exitCode()).as(verified.out()).isZero();
    }
}
