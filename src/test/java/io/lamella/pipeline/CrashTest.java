package io.lamella.pipeline;

import static io.lamella.pipeline.TestLake.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Dataset;
import io.lamella.pipeline.FaultyStore.CrashException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Actors that end for good before or after any call to the store; then redelivery, sweeps and compaction until all is quiet.
class CrashTest {
    private static final int RUNS = 50;
    private static final int OBJECTS = 6;
    private static final int ROWS = 5;

    /// No actor makes more calls than half of this in these runs, so that some come through.
    private static final int MOMENTS = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyRowIsThereOnceWhoeverCrashesWherever(long seeds) {
        for (long seed = seeds * RUNS; seed < (seeds + 1) * RUNS; seed++) {
            new CrashRun(seed).run();
        }
    }

    private static final class CrashRun {
        private final long seed;
        private final SplittableRandom random;
        private final TestLake lake = new TestLake();
        private final List<SliceTask> unacknowledged = new ArrayList<>();

        CrashRun(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
        }

        void run() {
            // Some parts take one commit, some a few row groups, some all; each is a way to get from a part to the
            // next.
            long part = random.nextInt(3) == 0 ? 1 : 1024 * 1024;
            lake.dataset = TestLake.dataset(new Dataset.Sizes(1024, part, 1 + random.nextInt(4), 1024 * 1024));
            for (int i = 0; i < OBJECTS; i++) {
                unacknowledged.add(land(i));
                for (int step = random.nextInt(4); step > 0; step--) {
                    act(random.nextInt(MOMENTS));
                }
            }
            untilQuiet();
            check();
        }

        private SliceTask land(int number) {
            var text = new StringBuilder("id,name\n");
            for (int id = number * ROWS; id < (number + 1) * ROWS; id++) {
                text.append(id).append(",x\n");
            }
            return lake.land(
                    "a" + number,
                    text.append("bad").append(number).append(",x\n").toString());
        }

        /// One actor does its work, and ends at a moment.
        private void act(int crashAt) {
            var store = new FaultyStore(lake.memory);
            store.crashAt(crashAt);
            lake.store = store;
            try {
                switch (random.nextInt(3)) {
                    case 0 -> ingest();
                    case 1 -> lake.compact();
                    case 2 -> sweep();
                    default -> throw new IllegalStateException();
                }
            } catch (CrashException expected) {
                lake.clock.advance(Duration.ofSeconds(random.nextInt(600)));
            } finally {
                lake.store = lake.memory;
            }
        }

        private void ingest() {
            if (!unacknowledged.isEmpty()) {
                var task = unacknowledged.get(random.nextInt(unacknowledged.size()));
                lake.convert(task);
                // Now and then a message that was handled is delivered again all the same.
                if (random.nextInt(4) > 0) {
                    unacknowledged.remove(task);
                }
            }
        }

        private void sweep() {
            lake.sweep().sweep(List.of(lake.dataset)).await().indefinitely();
        }

        private void untilQuiet() {
            unacknowledged.forEach(lake::convert);
            lake.compact();
            lake.clock.advance(Duration.ofDays(2));
            sweep();
            lake.compactor()
                    .compact(new MergeRequest("t", ""), lake.dataset, lake.deadline())
                    .await()
                    .indefinitely();
        }

        private void check() {
            assertThat(lake.ids()).as("rows with seed %s", seed).containsExactlyElementsOf(range(0, OBJECTS * ROWS));
            assertThat(lake.list("quarantine/"))
                    .as("quarantine with seed %s", seed)
                    .hasSize(OBJECTS);
            assertThat(lake.list("staged/")).as("staged with seed %s", seed).isEmpty();
            assertThat(lake.uploads()).as("uploads with seed %s", seed).isEmpty();
            assertThat(new Audit(lake.lake())
                            .audit("t")
                            .collect()
                            .asList()
                            .await()
                            .indefinitely())
                    .as("parts with seed %s", seed)
                    .allSatisfy(report -> assertThat(report.problems()).isEmpty());
        }
    }
}
