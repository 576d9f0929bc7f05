package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.SliceTask;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.pipeline.FaultyStore.CrashException;
import io.lamella.pipeline.Replay.File;
import io.lamella.pipeline.Replay.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private final TestLake lake = new TestLake();

    /// Decides which names fit.
    private void limitNames(ColumnType type) {
        lake.setColumns(new Column("id", new ColumnType.Int(64), true), new Column("name", type, false));
    }

    private List<File> files(boolean even, boolean dryRun) {
        return new Replay(lake.lake(), lake.dataset, even)
                .files(dryRun)
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    /// Replays all that is open, and answers what was found.
    private List<File> replay() {
        var files = files(false, false);
        files.forEach(file -> file.task().ifPresent(lake::convert));
        return files;
    }

    private SliceTask landWithBadRows() {
        limitNames(new ColumnType.Int(8));
        var task = lake.land("a", "name,id\n1,1\n300,2\n70000,3\n4,4\n");
        lake.convert(task);
        return task;
    }

    @Test
    void replaysRowsOnceAndThoseThatAreRejectedAgainLater() {
        landWithBadRows();
        assertThat(replay()).extracting(File::state).containsExactly(State.UNCHANGED);
        assertThat(lake.ids()).isEmpty();

        limitNames(new ColumnType.Int(16));
        var first = replay();
        assertThat(first).singleElement().satisfies(file -> {
            assertThat(file.state()).isEqualTo(State.OPEN);
            assertThat(file.rows()).isEqualTo(2);
        });
        assertThat(lake.list("quarantine/")).hasSize(2);
        assertThat(replay()).extracting(File::state).containsExactlyInAnyOrder(State.REPLAYED, State.UNCHANGED);

        limitNames(new ColumnType.Int(32));
        assertThat(replay()).extracting(File::state).containsExactlyInAnyOrder(State.REPLAYED, State.OPEN);
        assertThat(replay()).extracting(File::state).containsOnly(State.REPLAYED);
        lake.compact();
        assertThat(lake.ids()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void writesTheRowsBehindTheHeaderThatTheyHad() {
        landWithBadRows();
        limitNames(new ColumnType.Int(16));
        replay();

        assertThat(lake.list("replays/t/"))
                .singleElement()
                .satisfies(info -> assertThat(lake.bytes(info)).asString().isEqualTo("name,id\n300,2\n70000,3\n"));
    }

    @Test
    void writesNothingInADryRun() {
        landWithBadRows();
        limitNames(new ColumnType.Int(16));

        assertThat(files(false, true)).singleElement().satisfies(file -> {
            assertThat(file.rows()).isEqualTo(2);
            assertThat(file.task()).isEmpty();
        });
        assertThat(lake.list("replays/")).isEmpty();
        assertThat(lake.uploads()).isEmpty();
    }

    @Test
    void replaysWhatHasNotChangedOnRequest() {
        landWithBadRows();

        assertThat(files(true, true)).extracting(File::state).containsExactly(State.OPEN);
    }

    @Test
    void leavesRowsOfWhichOnlyTheBeginningWasKeptAndThoseThatLeaveAQuoteOpen() {
        limitNames(new ColumnType.Int(8));
        lake.convert(lake.land("a", "id,name\n1," + "9".repeat(70_000) + "\n2,300\n3,\"300\n4,4\n"));
        limitNames(new ColumnType.Text());

        assertThat(replay()).singleElement().satisfies(file -> {
            assertThat(file.rows()).isEqualTo(1);
            assertThat(file.cut()).isEqualTo(1);
            assertThat(file.open()).isEqualTo(1);
        });
        lake.compact();
        assertThat(lake.ids()).containsExactly(2L);
    }

    /// Nothing comes out of bzip2 before several MiB of it are there.
    @Test
    void findsTheHeaderOfABigObjectOfBzip2() {
        limitNames(new ColumnType.Int(8));
        var random = new Random(3);
        var text = new StringBuilder("id,name\n1,300\n");
        for (int id = 2; id < 400_000; id++) {
            text.append(random.nextLong()).append(",1\n");
        }
        var task = lake.land("a.bz2", bzip2(text.toString()));
        assertThat(task.source().size()).isGreaterThan(3 * 1024 * 1024);
        lake.convert(task);
        limitNames(new ColumnType.Int(16));

        assertThat(replay()).extracting(File::state).containsExactly(State.OPEN);
        assertThat(lake.list("replays/t/"))
                .singleElement()
                .satisfies(info -> assertThat(lake.bytes(info)).asString().isEqualTo("id,name\n1,300\n"));
    }

    static byte[] bzip2(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var bzip2 = new BZip2CompressorOutputStream(bytes)) {
            bzip2.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void leavesRowsWhoseHeaderIsGone() {
        var source = landWithBadRows().source();
        lake.memory
                .delete(List.of(new Location(source.bucket(), source.key())))
                .await()
                .indefinitely();
        limitNames(new ColumnType.Int(16));

        assertThat(replay()).singleElement().satisfies(file -> {
            assertThat(file.state()).isEqualTo(State.BLOCKED);
            assertThat(file.reason()).contains("s3://landing/a, which was deleted or overwritten");
        });
        assertThat(lake.list("replays/")).isEmpty();
    }

    @Test
    void ignoresFilesOfAttemptsThatDoNotCount() {
        limitNames(new ColumnType.Int(8));
        var store = new FaultyStore(lake.memory);
        store.once(
                FaultyStore.When.BEFORE,
                FaultyStore.Call.PUT,
                "receipts/",
                FaultyStore.failure(StoreException.Reason.REFUSED));
        lake.store = store;
        var task = lake.land("a", "id,name\n1,300\n");
        try {
            lake.convert(task);
        } catch (StoreException expected) {
            lake.store = lake.memory;
        }
        lake.convert(task);
        limitNames(new ColumnType.Int(16));

        assertThat(replay()).extracting(File::state).containsExactlyInAnyOrder(State.LOST, State.OPEN);
        lake.compact();
        assertThat(lake.ids()).containsExactly(1L);
    }

    @Test
    void everyRowIsThereOnceWhoeverCrashesWherever() {
        int kills = 0;
        for (long seed = 0; seed < 20; seed++) {
            kills += new ReplayTest().crash(new SplittableRandom(seed), seed);
        }
        assertThat(kills).as("kills").isGreaterThanOrEqualTo(50);
    }

    /// Replays and conversions that end at random moments; answers how many did.
    private int crash(SplittableRandom random, long seed) {
        limitNames(new ColumnType.Int(8));
        for (int i = 0; i < 4; i++) {
            lake.convert(lake.land(
                    "a" + i, "id,name\n" + 3 * i + ",1\n" + (3 * i + 1) + ",300\n" + (3 * i + 2) + ",70000\n"));
        }
        int kills = 0;
        for (var type : List.of(new ColumnType.Int(16), new ColumnType.Int(32))) {
            limitNames(type);
            for (int run = 0; run < 5; run++) {
                var store = new FaultyStore(lake.memory);
                store.crashAt(run < 4 ? random.nextInt(80) : Integer.MAX_VALUE);
                lake.store = store;
                try {
                    replay();
                } catch (CrashException e) {
                    kills++;
                } finally {
                    lake.store = lake.memory;
                }
            }
        }
        lake.compact();
        assertThat(lake.ids())
                .as("seed %s", seed)
                .containsExactlyElementsOf(
                        IntStream.range(0, 12).mapToObj(Long::valueOf).toList());
        return kills;
    }
}
