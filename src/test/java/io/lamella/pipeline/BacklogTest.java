package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.Backlog.Standing;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Backlog.Selection EVERYTHING = new Backlog.Selection(TestLake.LANDING, "", object -> true);

    private final TestLake lake = new TestLake();
    private final List<String> sent = new ArrayList<>();

    /// A gate that holds nobody up.
    static Backlog.Gate open(int atOnce) {
        return gate(atOnce, Uni.createFrom().voidItem());
    }

    private static Backlog.Gate gate(int atOnce, Uni<Void> passed) {
        return new Backlog.Gate() {
            @Override
            public int atOnce() {
                return atOnce;
            }

            @Override
            public Uni<Void> pass(int messages) {
                return passed;
            }
        };
    }

    private Map<String, Standing> look() {
        var backlog = new Backlog(lake.lake(), lake.dataset);
        var standings = new TreeMap<String, Standing>();
        backlog.look(EVERYTHING, backlog.known().await().indefinitely())
                .collect()
                .asList()
                .await()
                .indefinitely()
                .forEach(looked -> standings.put(looked.object().location().key(), looked.standing()));
        return standings;
    }

    private long send(Backlog.Gate gate) {
        var backlog = new Backlog(lake.lake(), lake.dataset);
        return backlog.send(
                        EVERYTHING,
                        backlog.known().await().indefinitely(),
                        body -> Uni.createFrom().voidItem().invoke(() -> sent.add(body)),
                        gate)
                .collect()
                .last()
                .await()
                .indefinitely();
    }

    private void delete(SliceTask task) {
        lake.memory
                .delete(List.of(
                        new Location(task.source().bucket(), task.source().key())))
                .await()
                .indefinitely();
    }

    @Test
    void sendsWhatNobodyIngested() {
        lake.convert(lake.land("a", 0, 3, "x"));
        lake.land("b", 3, 6, "x");
        lake.compact();
        lake.convert(lake.land("c", 6, 9, "x"));

        assertThat(send(open(10))).isEqualTo(1);
        assertThat(sent).singleElement().asString().contains("\"key\":\"b\"");
        assertThat(look()).isEqualTo(Map.of("a", Standing.INGESTED, "b", Standing.OPEN, "c", Standing.INGESTED));
    }

    @Test
    void readsNoReceiptOfWhatALedgerTellsNorOfWhatHasNone() {
        for (int i = 0; i < 20; i++) {
            lake.convert(lake.land("a" + i, i, i + 1, "x"));
            lake.land("b" + i, i, i + 1, "y");
        }
        lake.compact();
        var store = new FaultyStore(lake.memory);
        var gets = new AtomicInteger();
        store.always(When.BEFORE, Call.GET, "receipts/", gets::incrementAndGet);
        lake.store = store;

        assertThat(send(open(10))).isEqualTo(20);
        assertThat(gets).hasValue(0);
    }

    @Test
    void leavesWhatWouldBeRefusedAgain() {
        lake.limitBadRows(new Dataset.BadRows(Optional.of(0L), Optional.empty()));
        lake.convert(lake.land("a", "id,name\nbad,x\n"));

        assertThat(look()).isEqualTo(Map.of("a", Standing.REFUSED));
        lake.limitBadRows(new Dataset.BadRows(Optional.of(1L), Optional.empty()));
        assertThat(look()).isEqualTo(Map.of("a", Standing.OPEN));
    }

    @Test
    void sendsWhatWasGoneAndIsBack() {
        var task = lake.land("a", 0, 3, "x");
        delete(task);
        lake.convert(task);
        lake.land("a", 0, 3, "x");

        assertThat(look()).isEqualTo(Map.of("a", Standing.OPEN));
    }

    @Test
    void sendsAnObjectAgainThatWasCutAsLongAsSlicesOfItAreMissing() {
        lake.resize(new Dataset.Sizes(1024, 1024 * 1024, 16, 1024 * 1024, 24));
        send(land(10));
        // The surveys, until one of them cuts the object and sends its slices.
        handle(sent.removeFirst());
        while (lake.slices.getFirst().contains("survey")) {
            handle(lake.slices.removeFirst());
        }
        assertThat(lake.slices).hasSizeGreaterThan(1);
        assertThat(look()).isEqualTo(Map.of("a", Standing.OPEN));

        while (!lake.slices.isEmpty()) {
            handle(lake.slices.removeFirst());
        }
        assertThat(look()).isEqualTo(Map.of("a", Standing.INGESTED));
        lake.compact();
        assertThat(look()).isEqualTo(Map.of("a", Standing.INGESTED));
    }

    private Backlog.Gate land(int rows) {
        lake.land("a", 0, rows, "x");
        return open(1);
    }

    private void handle(String body) {
        lake.handle(body, lake.stages());
    }

    @Test
    void passesOverFoldersAndWhatLamellaWrote() {
        lake.convert(lake.land("a", 0, 3, "x"));
        lake.land("folder/", "");
        var backlog = new Backlog(lake.lake(), lake.dataset);
        var inLake = new Backlog.Selection(TestLake.LAKE, "", object -> true);

        assertThat(look()).containsOnlyKeys("a");
        assertThat(backlog.look(inLake, backlog.known().await().indefinitely())
                        .collect()
                        .asList()
                        .await()
                        .indefinitely())
                .isEmpty();
    }

    @Test
    void looksAtNoMoreObjectsThanItCanSend() {
        var empty = ByteBuffer.allocate(0);
        for (int i = 0; i < 100_000; i++) {
            lake.memory
                    .put(new Location(TestLake.LANDING, "a" + i), empty, Condition.ALWAYS)
                    .await()
                    .indefinitely();
        }
        var looked = new AtomicInteger();
        var backlog = new Backlog(lake.lake(), lake.dataset);
        var selection = new Backlog.Selection(TestLake.LANDING, "", object -> looked.incrementAndGet() > 0);
        var known = backlog.known().await().indefinitely();
        var held = backlog.send(
                        selection,
                        known,
                        body -> Uni.createFrom().voidItem(),
                        gate(10, Uni.createFrom().nothing()))
                .subscribe()
                .with(done -> {});

        assertThat(looked.get()).isBetween(10, 2_000);
        held.cancel();
        assertThat(send(open(100))).isEqualTo(100_000);
    }

    @Test
    void keepsToItsRate() {
        var start = lake.clock.instant();
        for (int i = 0; i < 100; i++) {
            lake.land("a" + i, i, i + 1, "x");
        }
        send(new Rate(4, lake.clock, pause -> Uni.createFrom().voidItem().invoke(() -> lake.clock.advance(pause))));

        // The first passes at once.
        assertThat(Duration.between(start, lake.clock.instant())).isEqualTo(Duration.ofMillis(99 * 250));
    }

    @Test
    void knowsTheIdsThatWereAddedAndNoOthers() {
        var random = new Random(7);
        var ids = new SliceIds();
        var added = new ArrayList<SliceId>();
        for (int i = 0; i < 50_000; i++) {
            added.add(id(random));
            ids.add(added.getLast());
            ids.add(added.getLast());
        }

        assertThat(ids.size()).isEqualTo(50_000);
        assertThat(added).allMatch(ids::contains);
        for (int i = 0; i < 50_000; i++) {
            assertThat(ids.contains(id(random))).isFalse();
        }
    }

    private static SliceId id(Random random) {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return new SliceId(HexFormat.of().formatHex(bytes));
    }

    /// Of all that landed.
    private Sample sample() {
        var objects = lake.memory
                .list(TestLake.LANDING, "")
                .collect()
                .asList()
                .await()
                .indefinitely();
        return new Backlog(lake.lake(), lake.dataset).sample(objects).await().indefinitely();
    }

    @Test
    void tellsByASampleWhatWouldComeOfObjects() {
        lake.partitionByName();
        var good = lake.land("a", "id,name\n1,x\n2,y\n3,x\nbad,x\n");
        var wrong = lake.land("b", "nothing,that,fits\n1,2,3\n");

        var sample = sample();

        assertThat(sample.objects()).isEqualTo(2);
        assertThat(sample.rows()).isEqualTo(3);
        assertThat(sample.rejected()).isEqualTo(1);
        assertThat(sample.partitions()).isEqualTo(2);
        assertThat(sample.storedBytes())
                .isEqualTo(good.source().size() + wrong.source().size());
        assertThat(sample.parquetBytes()).isPositive();
        assertThat(sample.refused()).singleElement().asString().startsWith("s3://landing/b: ");
    }

    /// Of which no text comes out before several MiB are there, and then that of the first.
    @Test
    void tellsByTheBeginningOfBzip2HowMuchTextTheWholeHas() {
        var random = new Random(3);
        var text = new StringBuilder("id,name\n");
        for (int id = 0; id < 900_000; id++) {
            text.append(random.nextLong()).append(",x\n");
        }
        var packed = ReplayTest.bzip2(text.toString());
        lake.land("a.bz2", packed);

        var sample = sample();

        assertThat(sample.storedBytes()).isLessThan(packed.length);
        assertThat(sample.rows()).isBetween(100_000L, 450_000L);
        assertThat(sample.textPerStored())
                .isCloseTo((double) text.length() / packed.length, Percentage.withPercentage(15));
    }
}
