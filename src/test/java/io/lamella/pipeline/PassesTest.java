package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.parquet.RowGroupSize;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.table.Receipt;
import io.smallrye.mutiny.Multi;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PassesTest {
    private static final int PARTITIONS = 40;
    private static final int ROWS = 40_000;

    private final TestLake lake = new TestLake();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private String text = text(id -> id % PARTITIONS);

    @BeforeEach
    void partition() {
        lake.partitionByName();
        lake.addColumn();
    }

    /// Rows of partitions by their numbers, each with 40 bytes that do not compress to less than 20.
    private static String text(IntUnaryOperator partition) {
        var random = new Random(7);
        var bytes = new byte[20];
        var text = new StringBuilder("id,name,more\n");
        for (int id = 0; id < ROWS; id++) {
            random.nextBytes(bytes);
            text.append(id).append(",p").append(partition.applyAsInt(id)).append(',');
            text.append(HexFormat.of().formatHex(bytes)).append('\n');
        }
        return text.toString();
    }

    private List<Receipt.Staged> run(long bufferBytes) {
        var source = new SourceObject(TestLake.LANDING, "a.csv", "etag", text.length());
        var task = SliceTask.whole("t", source);
        var quarantine = new QuarantineFile(
                task, new ObjectWriter(lake.store, lake.lake().at("quarantine/t/a.ndjson")));
        var passes = new Passes(task, lake.dataset, quarantine, this::open, bufferBytes);
        var staged = passes.run(this::bytes, () -> {}, Map.of()).await().indefinitely();
        assertThat(passes.locations()).hasSize(staged.size() + 1).doesNotHaveDuplicates();
        assertThat(passes.decodedBytes()).isEqualTo(text.length());
        passes.close();
        return staged;
    }

    private StagedFile open(String partition, WriterSettings writing) {
        opened.incrementAndGet();
        return new StagedFile(
                partition,
                lake.dataset.fileSchema(),
                writing,
                new RowGroupSize(lake.dataset.sizes().rowGroup()),
                new ObjectWriter(lake.store, lake.lake().at("tables/t/" + partition + "/a.parquet")));
    }

    private Multi<ByteBuffer> bytes() {
        reads.incrementAndGet();
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return Multi.createFrom()
                .range(0, Math.ceilDiv(bytes.length, 1000))
                .map(i -> ByteBuffer.wrap(bytes, i * 1000, Math.min(1000, bytes.length - i * 1000))
                        .slice());
    }

    private void assertThatEachRowIsThereOnce(List<Receipt.Staged> staged) {
        assertThat(staged)
                .extracting(Receipt.Staged::partition)
                .hasSize(PARTITIONS)
                .doesNotHaveDuplicates();
        assertThat(staged).allSatisfy(file -> assertThat(file.rows()).isEqualTo(ROWS / PARTITIONS));
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, ROWS));
    }

    @Test
    void oneIsEnoughWherePagesFitIntoMemory() {
        assertThatEachRowIsThereOnce(run(64L * 1024 * 1024));

        assertThat(reads).hasValue(1);
    }

    @Test
    void whatDoesNotFitIntoMemoryIsReadAgain() {
        assertThatEachRowIsThereOnce(run(128 * 1024));

        assertThat(reads).hasValueBetween(2, PARTITIONS);
    }

    /// One partition has most of the rows, and 50 have one now and then: these are kept, for giving them up frees nothing.
    @Test
    void onlyPartitionsThatKeepSomethingAreReadAgain() {
        text = text(id -> id % 20 == 0 ? 1 + id / 20 % 50 : 0);

        var staged = run(1000 * 1024);

        assertThat(staged).extracting(Receipt.Staged::partition).hasSize(51).doesNotHaveDuplicates();
        assertThat(lake.ids()).isEqualTo(TestLake.range(0, ROWS));
        assertThat(reads).hasValue(2);
        assertThat(opened).hasValue(52);
    }

    @Test
    void thereIsAlwaysRoomForAPartition() {
        assertThatEachRowIsThereOnce(run(80 * 1024));

        assertThat(reads).hasValueBetween(PARTITIONS / 2, PARTITIONS);
    }
}
