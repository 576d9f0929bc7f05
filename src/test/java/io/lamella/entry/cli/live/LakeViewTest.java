package io.lamella.entry.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.memory.MemoryStore;
import io.lamella.core.table.LakeKeys;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.LakeStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LakeViewTest {
    private Instant now = Instant.parse("2026-01-02T00:00:00Z");
    private final InstantSource clock = () -> now;
    private final LakeStore lake = new LakeStore(new MemoryStore(clock), "lake", new LakeKeys("p/"));
    private final Queue<Runnable> begun = new ArrayDeque<>();
    private final LakeView view = new LakeView(
            lake,
            ConfigLoader.parse(
                            "lamella.yaml",
                            "lake: {bucket: lake}\ndatasets: {events: {source: 's3://landing/*.csv', columns: {id: int64}}}")
                    .datasets(),
            Duration.ofSeconds(5),
            clock,
            begun::add);

    private void put(String key, int bytes) {
        lake.store()
                .put(lake.at("p/" + key), ByteBuffer.wrap(new byte[bytes]), Condition.ALWAYS)
                .await()
                .indefinitely();
    }

    private static String staged(int number) {
        return "%032x.a.parquet".formatted(number);
    }

    private Look.Table look() {
        view.look();
        begun.remove().run();
        return view.last().tables().getFirst();
    }

    @Test
    void findsPartsAndStagedFilesByPartition() {
        put("staged/events/date=1/" + staged(1), 10);
        now = now.plusSeconds(60);
        put("staged/events/date=1/" + staged(2), 20);
        put("tables/events/date=1/part-000000.parquet", 100);
        put("tables/events/date=2/part-000000.parquet", 200);
        put("tables/events/date=2/something-else.txt", 7);
        put("tables/eventsandmore/date=3/part-000000.parquet", 7);

        var table = look();

        assertThat(table.parts()).isEqualTo(2);
        assertThat(table.bytes()).isEqualTo(300);
        assertThat(table.staged()).isEqualTo(new Look.Staged(2, 30, Optional.of(now.minusSeconds(60))));
        assertThat(table.partitions()).extracting(Look.Partition::path).containsExactly("date=1", "date=2");
        assertThat(table.cutOff()).isFalse();
        assertThat(view.last().part("p/tables/events/date=2/part-000000.parquet"))
                .isPresent();
        assertThat(view.last().part("p/tables/events/date=2/something-else.txt"))
                .isEmpty();
    }

    @Test
    void showsThePartitionsAndPartsThatChangedLast() {
        for (int partition = 0; partition < LakeView.MAX_PARTITIONS + 5; partition++) {
            put("tables/events/n=%03d/part-000000.parquet".formatted(partition), 1);
            now = now.plusSeconds(1);
        }
        for (int part = 1; part < PartitionTally.MAX_PARTS + 3; part++) {
            put("tables/events/n=000/part-%06d.parquet".formatted(part), 1);
        }

        var table = look();

        assertThat(table.allPartitions()).isEqualTo(LakeView.MAX_PARTITIONS + 5);
        assertThat(table.partitions()).hasSize(LakeView.MAX_PARTITIONS);
        assertThat(table.partitions().get(1).path()).isEqualTo("n=006");
        var first = table.partitions().getFirst();
        assertThat(first.path()).isEqualTo("n=000");
        assertThat(first.allParts()).isEqualTo(PartitionTally.MAX_PARTS + 3);
        assertThat(first.parts()).hasSize(PartitionTally.MAX_PARTS);
        assertThat(first.parts().getLast().number()).isEqualTo(PartitionTally.MAX_PARTS + 2);
    }

    @Test
    void saysSoWhenThereIsMoreThanItLists() {
        for (int file = 0; file <= LakeView.MAX_LISTED; file++) {
            put("staged/events/" + staged(file), 1);
        }

        var table = look();

        assertThat(table.cutOff()).isTrue();
        assertThat(table.staged().files()).isEqualTo(LakeView.MAX_LISTED);
    }

    @Test
    void looksOnceAtATimeAndNotTooOften() {
        view.look();
        view.look();
        assertThat(begun).hasSize(1);
        begun.remove().run();

        view.look();
        assertThat(begun).isEmpty();
        now = now.plusSeconds(5);
        view.look();
        assertThat(begun).hasSize(1);
    }
}
