package io.lamella.pipeline.load;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.adapter.local.LocalStore;
import io.lamella.core.parquet.ParquetFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeRowGroupTest {
    private record Nothing() implements OrderedBatches.Weighed {
        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public void close() {}
    }

    @TempDir
    Path root;

    @Test
    void aRowGroupThatHasNoRoomIsRefusedWithTheRemedy() throws SQLException, IOException {
        var folder = Files.createDirectories(root.resolve("lake"));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var duckDb = connection.createStatement()) {
            duckDb.execute("copy (select hash(i) as noise from range(300000) t(i)) to '" + folder.resolve("a.parquet")
                    + "' (format parquet, row_group_size 1000000)");
        }
        var store = new LocalStore(root, InstantSource.system());
        var listing = FileListing.of(store, "lake", "").await().indefinitely();
        var plan = LoadPlan.of(store, listing, LoadRequest.ALL).await().indefinitely();

        try (var compute = new ForkJoinPool(1);
                var batches = plan.batches(_ -> new Nothing(), compute, 1 << 30, 1 << 20)) {
            assertThatThrownBy(() -> batches.next().await().indefinitely())
                    .isInstanceOf(ParquetFormatException.class)
                    .hasMessageContaining(
                            "a.parquet: row group 0 has 2 MiB of the columns that are read, and there is"
                                    + " room for 1 MiB; load fewer columns, or give the JVM more memory (LAMELLA_JAVA_OPTS=-Xmx4g)");
        }
    }
}
