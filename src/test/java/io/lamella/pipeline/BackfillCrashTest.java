package io.lamella.pipeline;

import static io.lamella.pipeline.TestLake.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.table.Dataset;
import io.lamella.pipeline.FaultyStore.CrashException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Backfills that are killed before or after any call to the store or the queue, and started again, until one comes through; then
/// every row is in the table once.
class BackfillCrashTest {
    private static final int RUNS = 30;
    private static final int OBJECTS = 8;
    private static final int ROWS = 6;
    private static final int KILLS_A_RUN = 8;

    enum Workers {
        /// Between S3 and SQS: the queue outlives the backfill.
        BEHIND_A_QUEUE(24),
        /// Over a folder: what the queue holds ends with the process.
        IN_THE_SAME_PROCESS(150);

        /// A process makes about half as many calls, and each has two moments at which it may end.
        private final int moments;

        Workers(int moments) {
            this.moments = moments;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKilledBackfillGoesOnWithoutLossOrDoubling(Workers workers) {
        int kills = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            kills += new BackfillRun(seed, workers).run();
        }
        assertThat(kills).as("kills").isGreaterThanOrEqualTo(50);
    }

    private static final class BackfillRun {
        private final long seed;
        private final Workers workers;
        private final SplittableRandom random;
        private final TestLake lake = new TestLake();
        private int kills;

        BackfillRun(long seed, Workers workers) {
            this.seed = seed;
            this.workers = workers;
            this.random = new SplittableRandom(seed);
        }

        int run() {
            // Some objects are larger than a slice, and are cut.
            long slice = random.nextBoolean() ? 16 : 1024;
            lake.dataset = TestLake.dataset(new Dataset.Sizes(1024, 1024 * 1024, 16, 1024 * 1024, slice));
            for (int i = 0; i < OBJECTS; i++) {
                var task = lake.land("a" + i, i * ROWS, (i + 1) * ROWS, "x");
                if (random.nextInt(4) == 0) {
                    lake.convert(task);
                }
            }
            boolean through = false;
            while (!through) {
                through = oneProcess();
                if (random.nextInt(3) == 0) {
                    lake.compact();
                }
            }
            work();
            check();
            return kills;
        }

        /// Whether a backfill came through.
        private boolean oneProcess() {
            var store = new FaultyStore(lake.memory);
            store.crashAt(kills < KILLS_A_RUN ? random.nextInt(workers.moments) : Integer.MAX_VALUE);
            lake.store = store;
            try {
                backfill(store);
                if (workers == Workers.IN_THE_SAME_PROCESS) {
                    work();
                }
                return true;
            } catch (CrashException | UnhandledMessageException e) {
                kills++;
                lake.clock.advance(Duration.ofSeconds(random.nextInt(600)));
                if (workers == Workers.IN_THE_SAME_PROCESS) {
                    lake.slices.clear();
                }
                return false;
            } finally {
                lake.store = lake.memory;
                if (workers == Workers.BEHIND_A_QUEUE) {
                    workSome();
                }
            }
        }

        private void backfill(FaultyStore store) {
            var backlog = new Backlog(lake.lake(), lake.dataset);
            var known = backlog.known().await().indefinitely();
            var everything = new Backlog.Selection(TestLake.LANDING, "", object -> true);
            backlog.send(everything, known, body -> send(store, body), BacklogTest.open(3))
                    .collect()
                    .last()
                    .await()
                    .indefinitely();
        }

        /// A send is a call like those to the store: the process may end before it or after it.
        private Uni<Void> send(FaultyStore store, String body) {
            return Uni.createFrom().voidItem().invoke(() -> {
                store.pass("queue");
                lake.slices.add(body);
                store.pass("queue");
            });
        }

        private void workSome() {
            for (int messages = random.nextInt(OBJECTS); messages > 0 && !lake.slices.isEmpty(); messages--) {
                var body = lake.slices.get(random.nextInt(lake.slices.size()));
                lake.handle(body, lake.stages());
                // Now and then a message that was handled is delivered again all the same.
                if (random.nextInt(4) > 0) {
                    lake.slices.remove(body);
                }
            }
        }

        private void work() {
            while (!lake.slices.isEmpty()) {
                lake.handle(lake.slices.getFirst(), lake.stages());
                lake.slices.removeFirst();
            }
        }

        private void check() {
            lake.compact();
            assertThat(lake.ids())
                    .as("rows with seed %s", seed)
                    .containsExactlyElementsOf(range(0, (long) OBJECTS * ROWS));
            var backlog = new Backlog(lake.lake(), lake.dataset);
            var left = backlog.look(
                            new Backlog.Selection(TestLake.LANDING, "", object -> true),
                            backlog.known().await().indefinitely())
                    .collect()
                    .asList()
                    .await()
                    .indefinitely();
            assertThat(left)
                    .as("objects with seed %s", seed)
                    .hasSize(OBJECTS)
                    .allSatisfy(looked -> assertThat(looked.standing()).isEqualTo(Backlog.Standing.INGESTED));
        }
    }
}
