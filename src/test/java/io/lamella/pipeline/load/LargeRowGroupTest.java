package io.lamella.pipeline.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.adapter.local.LocalStore;
import io.lamella.core.column.LongVector;
import io.lamella.core.load.LoadedColumn;
import io.lamella.core.parquet.ParquetFormatException;
import java.io.IOException;
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
        write("select hash(i) as noise from range(300000) t(i)");

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
        var expected = write(noise);
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
                .isEqualTo(expected);
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

    /// Writes one row group; answers the exclusive or of the values of each column.
    private List<String> write(String rows) throws SQLException, IOException {
        var folder = Files.createDirectories(root.resolve("lake"));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var duckDb = connection.createStatement()) {
            duckDb.execute("copy (" + rows + ") to '" + folder.resolve("a.parquet")
                    + "' (format parquet, row_group_size 10000000)");
            try (var answer = duckDb.executeQuery("select bit_xor(columns(*))::varchar from (" + rows + ")")) {
                answer.next();
                var texts = new ArrayList<String>();
                for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
                    texts.add(answer.getString(i));
                }
                return texts;
            }
        }
    }

    private LoadPlan plan() {
        var store = new LocalStore(root, InstantSource.system());
        var listing = FileListing.of(store, "lake", "").await().indefinitely();
        return LoadPlan.of(store, listing, LoadRequest.ALL).await().indefinitely();
    }
}
