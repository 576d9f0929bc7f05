package io.lamella.pipeline.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.lamella.adapter.local.LocalStore;
import io.lamella.core.column.LongVector;
import io.lamella.core.load.LoadedColumn;
import io.lamella.core.parquet.ParquetFormatException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowGroupSourceTest {
    private static final int ONE_GROUP = 10_000_000;
    private static final int GROUPS = 40;
    private static final int ROWS = 20_480;
    private static final int TEXT_BYTES = 32;

    /// The first row groups make room for those behind them.
    private static final int FIRST = 10;

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
        write("select hash(i) as noise from range(300000) t(i)", ONE_GROUP);

        try (var compute = new ForkJoinPool(1);
                var batches = plan().batches(_ -> new Nothing(), compute, 1 << 30, 1 << 20)) {
            assertThatThrownBy(() -> batches.next().await().indefinitely())
                    .isInstanceOf(ParquetFormatException.class)
                    .hasMessageContaining(
                            "a.parquet: row group 0 has 2 MiB of the columns that are read, and there is"
                                    + " room for 1 MiB; load fewer columns, or give the JVM more memory (LAMELLA_JAVA_OPTS=-Xmx4g)");
        }
    }

    /// Each of the two long columns has 38 MiB.
    @Test
    void columnsThatAreFetchedInPiecesAreWhole() throws SQLException, IOException {
        var noise = "select hash(i) as a, hash(-i) as b, i % 3 as c from range(5000000) t(i)";
        write(noise, ONE_GROUP);
        var seen = new AtomicLongArray(3);

        try (var compute = new ForkJoinPool(2);
                var batches = plan().batches(batch -> exclusiveOr(batch, seen), compute, 1 << 20, 1 << 30)) {
            for (var batch = batches.next().await().indefinitely();
                    batch.isPresent();
                    batch = batches.next().await().indefinitely()) {
                batch.get().close();
            }
        }

        assertThat(IntStream.range(0, 3)
                        .mapToObj(i -> Long.toUnsignedString(seen.get(i)))
                        .toList())
                .isEqualTo(ofAll(noise));
    }

    /// Pages and vectors of one row group are those of the one before. Made anew, they would take five times what the texts have.
    @Test
    void memoryIsUsedAgain() throws SQLException, IOException {
        write(
                "select md5(i::varchar) as noise, mod(i, 100) as number, 'w' || mod(i, 10) as word from range(%d) t(i)"
                        .formatted(GROUPS * ROWS),
                ROWS);
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

    private static Nothing exclusiveOr(LoadedBatch batch, AtomicLongArray to) {
        for (int column = 0; column < batch.columns().size(); column++) {
            long all = numbers(batch.columns().get(column), batch.count()).reduce(0, (a, b) -> a ^ b);
            to.accumulateAndGet(column, all, (a, b) -> a ^ b);
        }
        return new Nothing();
    }

    private static LongStream numbers(LoadedColumn column, int count) {
        return switch (column) {
            case LoadedColumn.Flat(LongVector values, boolean _) -> Arrays.stream(values.values, 0, count);
            case LoadedColumn.Coded(LongVector dictionary, int[] places, boolean _) ->
                Arrays.stream(places, 0, count).mapToLong(place -> dictionary.values[place]);
            default -> throw new IllegalArgumentException("numbers are flat");
        };
    }

    private void write(String rows, int groupRows) throws SQLException, IOException {
        var folder = Files.createDirectories(root.resolve("lake"));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var duckDb = connection.createStatement()) {
            duckDb.execute("set threads = 1");
            duckDb.execute("copy (%s) to '%s' (format parquet, compression zstd, row_group_size %d)"
                    .formatted(rows, folder.resolve("a.parquet"), groupRows));
        }
    }

    /// The exclusive or of the values of each column.
    private static List<String> ofAll(String rows) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var duckDb = connection.createStatement();
                var answer = duckDb.executeQuery("select bit_xor(columns(*))::varchar from (" + rows + ")")) {
            answer.next();
            var texts = new ArrayList<String>();
            for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
                texts.add(answer.getString(i));
            }
            return texts;
        }
    }

    private LoadPlan plan() {
        var store = new LocalStore(root, InstantSource.system());
        var listing = FileListing.of(store, "lake", "").await().indefinitely();
        return LoadPlan.of(store, listing, LoadRequest.ALL).await().indefinitely();
    }
}
