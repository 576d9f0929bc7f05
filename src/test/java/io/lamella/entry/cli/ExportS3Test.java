package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.entry.LocalAws;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// Runs of exports from real servers into S3, each a process of its own, as a scheduler starts it.
@EnabledIfEnvironmentVariable(named = "LAMELLA_TEST_POSTGRESQL", matches = "jdbc:.+")
@EnabledIfEnvironmentVariable(named = "LAMELLA_TEST_MARIADB", matches = "jdbc:.+")
class ExportS3Test {
    private static final long MANY = 500_000;

    /// So many that a run is at work for as long as it takes to kill it.
    private static final long ENDLESS = 1_000_000_000;

    private static final String COUNTS = "select concat_ws('|', count(*), count(distinct id), sum(id)) from t";

    private final LocalAws aws = new LocalAws(ExportLake.BUCKET);

    @TempDir
    Path folder;

    private ExportLake lake;

    @BeforeEach
    void makeTheLake() throws IOException {
        lake = new ExportLake(folder, aws);
        lake.columns("""
                id: int64 required
                customer: string
                price: decimal(12,2)
                at: timestamp
                paid: boolean
                """);
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private void assertAdded(long rows) throws IOException, SQLException {
        assertThat(lake.duckDb(COUNTS)).containsExactly("%d|%d|%d".formatted(rows, rows, rows * (rows + 1) / 2));
        assertThat(lake.uploads()).isEmpty();
        assertThat(lake.objects("staged/")).isEmpty();
    }

    private static ExportProcess.Ended told(DatabaseServer server, ExportProcess.Ended ended) {
        System.out.printf(
                "%s into S3: %,d rows with a heap of 256 MiB in %.1f s; at most %s resident%n",
                server, MANY, ended.json().path("seconds").asDouble(), ended.peak());
        return ended;
    }

    @Test
    void aRunThatWasKilledIsTakenUpAgainFreesItsUploadsAndIsAddedOnce()
            throws IOException, InterruptedException, SQLException {
        var server = DatabaseServer.POSTGRESQL;
        var process = lake.start(server, server.many(ENDLESS), "killed");
        await("an upload is under way")
                .atMost(ExportProcess.PATIENCE)
                .until(() -> !lake.uploads().isEmpty() || !process.isRunning());
        process.kill();
        int left = lake.uploads().size();

        var again = told(server, lake.start(server, server.many(MANY), "killed").end());
        var onceMore = lake.start(server, server.many(MANY), "killed").end();

        assertThat(left).isPositive();
        assertThat(again.json().path("abortedUploads").asInt()).isEqualTo(left);
        ExportLake.assertCounts(again.json(), MANY, MANY, 0);
        assertThat(onceMore.json().path("before").asBoolean()).isTrue();
        assertAdded(MANY);
    }

    @Test
    void aRunThatWasOnlyStagedIsPublishedByTheNext() throws IOException, SQLException {
        var server = DatabaseServer.MARIADB;
        var staged = told(
                server,
                lake.start(server, server.many(MANY), "staged", "--stage-only").end());
        assertThat(staged.json().path("published").asBoolean()).isFalse();
        assertThat(lake.objects("tables/")).isEmpty();

        var published = lake.start(server, server.many(MANY), "staged").end();

        assertThat(published.json().path("before").asBoolean()).isTrue();
        assertThat(published.json().path("published").asBoolean()).isTrue();
        assertAdded(MANY);
    }
}
