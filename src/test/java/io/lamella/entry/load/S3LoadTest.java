package io.lamella.entry.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.adapter.s3.LocalS3;
import io.lamella.adapter.s3.S3Store;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.StoreException;
import io.lamella.pipeline.StoreMeter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/// A table in S3: what is fetched of it, and what is not.
class S3LoadTest {
    @TempDir
    Path scratch;

    private LocalS3 s3;
    private S3AsyncClient client;
    private StoreMeter store;

    @BeforeEach
    void landTwoFiles() throws SQLException, IOException {
        s3 = LocalS3.start();
        s3.createBucket("lake");
        client = s3.client();
        store = new StoreMeter(new S3Store(client, ForkJoinPool.commonPool()));
        for (int day = 1; day <= 2; day++) {
            var file = scratch.resolve(day + ".parquet");
            try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                    var duckDb = connection.createStatement()) {
                duckDb.execute(
                        "copy (select i as id, hash(i) as noise, %d as n from range(100000) t(i)) to '%s' (format parquet,"
                                        .formatted(day, file)
                                + " row_group_size 20000)");
            }
            put("tables/events/day=" + day + "/part-0.parquet", Files.readAllBytes(file));
        }
        put("tables/events/day=1/_SUCCESS", new byte[0]);
        put("tables/eventsAndMore/day=1/part-0.parquet", "no Parquet".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        client.close();
        s3.close();
    }

    private void put(String key, byte[] content) {
        store.put(new Location("lake", key), ByteBuffer.wrap(content), Condition.ALWAYS)
                .await()
                .indefinitely();
    }

    @Test
    void loadsAFolderAndNothingBesideIt() {
        var load = Load.from(store, "lake", "tables/events");

        assertThat(load.files()).isEqualTo(2);
        assertThat(rows(load)).isEqualTo(200_000);
    }

    @Test
    void readsNoFileWhosePathDoesNotFit() {
        var load = Load.from(store, "lake", "tables/events/");
        long before = requests();

        assertThat(rows(load.where("day = 7"))).isZero();

        // One footer, for the columns.
        assertThat(requests() - before).isEqualTo(1);
    }

    @Test
    void fetchesOnlyTheRowGroupsAndColumnsThatAreWanted() throws IOException {
        var load = Load.from(store, "lake", "tables/events").columns("id").where("id = 70001 and day = 2");
        long before = store.read().bytesReceived();
        var out = new ByteArrayOutputStream();

        try (var batches = load.open()) {
            batches.writeTo(Format.CSV, Channels.newChannel(out), rows -> {});
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("id\n70001\n");
        // The footer's 64 KiB, and one column of 20,000 rows.
        assertThat(store.read().bytesReceived() - before).isLessThan(64 * 1024 + 20_000 * Long.BYTES + 1024);
    }

    @Test
    void aSmallBudgetChangesNothing() {
        assertThat(rows(Load.from(store, "lake", "tables/events").memory(1))).isEqualTo(200_000);
    }

    @Test
    void closingInTheMiddleFreesAllMemory() {
        try (var batches = Load.from(store, "lake", "tables/events").open()) {
            assertThat(batches.next()).isTrue();
            assertThat(batches.root().getRowCount()).isPositive();
        }
    }

    @Test
    void aFileThatIsNoParquetIsNamed() {
        var load = Load.from(store, "lake", "tables/eventsAndMore/day=1/part-0.parquet");

        assertThatThrownBy(load::open).hasMessageContaining("s3://lake/tables/eventsAndMore/day=1/part-0.parquet");
    }

    @Test
    void saysThatAFileChangedMeanwhile() throws IOException {
        var key = "tables/events/day=1/part-0.parquet";
        var changed = "s3://lake/" + key + " was replaced, or appended to, after it was listed";
        var longer = Files.readAllBytes(scratch.resolve("2.parquet"));
        var listed = Load.from(store, "lake", "tables/events");
        try (var batches = listed.open()) {
            put(key, longer);
            assertThatThrownBy(batches::next).hasMessageContaining(changed);
        }
        assertThatThrownBy(listed::open).hasMessageContaining(changed).hasMessageContaining("start it again");

        store.delete(List.of(new Location("lake", key))).await().indefinitely();
        assertThatThrownBy(listed::open).hasMessageContaining(key + " was deleted after it was listed");
    }

    @Test
    void anEmptyFolderIsToldOf() {
        assertThatThrownBy(() -> Load.from(store, "lake", "tables/none"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("there is no Parquet file below s3://lake/tables/none");
    }

    private long requests() {
        return store.read().requests(StoreMeter.Request.GET_OBJECT);
    }

    private static long rows(Load load) {
        long rows = 0;
        try (var batches = load.open()) {
            while (batches.next()) {
                rows += batches.root().getRowCount();
            }
            assertThat(batches.rows()).isEqualTo(rows);
        }
        return rows;
    }
}
