package io.lamella.pipeline.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.lamella.adapter.local.LocalStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallRowGroupsTest {
    private static final int GROUPS = 40;
    private static final int ROWS = 20_480;
    private static final int TEXT_BYTES = 32;

    /// The first row groups make room for those behind them.
    private static final int FIRST = 10;

    @TempDir
    Path root;

    private record Nothing() implements OrderedBatches.Weighed {
        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public void close() {}
    }

    /// Pages and vectors of one row group are those of the one before. Made anew, they would take five times what the texts have.
    @Test
    void memoryIsUsedAgain() throws SQLException, IOException {
        write(
                "select md5(i::varchar) as noise, mod(i, 100) as number, 'word ' || mod(i, 10) as word from range(%d) t(i)"
                        .formatted(GROUPS * ROWS));
        var allocated = new ArrayList<Long>();

        try (var compute = new ForkJoinPool(1);
                var batches = plan().batches(_ -> allocatedSoFar(allocated), compute, 1 << 26, 1 << 26)) {
            while (batches.next().await().indefinitely().isPresent()) {}
        }

        assertThat(allocated).hasSize(GROUPS);
        assertThat((allocated.getLast() - allocated.get(FIRST)) / (GROUPS - FIRST - 1))
                .isLessThan(ROWS * TEXT_BYTES);
    }

    private static Nothing allocatedSoFar(List<Long> to) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        to.add(threads.getCurrentThreadAllocatedBytes());
        return new Nothing();
    }

    private void write(String rows) throws SQLException, IOException {
        var folder = Files.createDirectories(root.resolve("lake"));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var duckDb = connection.createStatement()) {
            duckDb.execute("set threads = 1");
            duckDb.execute("copy (%s) to '%s' (format parquet, compression zstd, row_group_size %d)"
                    .formatted(rows, folder.resolve("a.parquet"), ROWS));
        }
    }

    private LoadPlan plan() {
        var store = new LocalStore(root, InstantSource.system());
        var listing = FileListing.of(store, "lake", "").await().indefinitely();
        return LoadPlan.of(store, listing, LoadRequest.ALL).await().indefinitely();
    }
}
