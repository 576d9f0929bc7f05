package io.lamella.pipeline.foreign;

import static io.lamella.pipeline.foreign.ForeignBucket.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.table.MergeNames;
import io.lamella.pipeline.FaultyStore;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.CrashException;
import io.lamella.pipeline.FaultyStore.When;
import io.lamella.pipeline.MergeOutcome;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.StoreException;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs that end, lose answers, or are overtaken, before or after any call to the store. Later runs make good what they left
/// behind.
class ForeignCrashTest {
    private static final int ROWS = 700;

    private static ForeignBucket landed() {
        var bucket = new ForeignBucket();
        bucket.land("a/big.parquet", 0, 650);
        for (int i = 0; i < 5; i++) {
            bucket.land("a/" + i + ".parquet", 650 + i * 10, 660 + i * 10);
        }
        bucket.passTtl();
        return bucket;
    }

    /// Answers whether the run came to its end.
    private static boolean mergeUntilCrash(ForeignBucket bucket, FaultyStore faulty) {
        try {
            return bucket.merge(faulty).stream().noneMatch(MergeOutcome.Failed.class::isInstance);
        } catch (CrashException | StoreException e) {
            return false;
        }
    }

    private static int momentsOfARun() {
        var bucket = landed();
        var faulty = new FaultyStore(bucket.memory);
        assertThat(mergeUntilCrash(bucket, faulty)).isTrue();
        return faulty.moments();
    }

    /// AssertJ would look at all rows for each.
    private static void assertNoneMissing(ForeignBucket bucket, int rows, String when) {
        var ids = Set.copyOf(bucket.ids());
        assertThat(range(0, rows)).as(when).allMatch(ids::contains);
    }

    private static void assertMerged(ForeignBucket bucket, int rows, String when) {
        assertThat(bucket.ids()).as(when).isEqualTo(range(0, rows));
        assertThat(bucket.keys())
                .as(when)
                .singleElement()
                .satisfies(
                        key -> assertThat(MergeNames.isMerged(key.substring(2))).isTrue());
    }

    @Test
    void noRowIsEverMissingAndEachIsThereOnceAfterTheNextRunWhereverOneEnds() {
        int moments = momentsOfARun();
        assertThat(moments).isGreaterThan(50);
        for (int moment = 0; moment < moments; moment++) {
            var bucket = landed();
            var faulty = new FaultyStore(bucket.memory);
            faulty.crashAt(moment);
            assertThat(mergeUntilCrash(bucket, faulty)).as("moment %s", moment).isFalse();
            assertNoneMissing(bucket, ROWS, "ended at moment " + moment);

            bucket.merge();

            assertMerged(bucket, ROWS, "ended at moment " + moment);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyRowIsThereOnceHoweverManyRunsEndWhileFilesCome(long seeds) {
        for (long seed = seeds * 50; seed < (seeds + 1) * 50; seed++) {
            var random = new SplittableRandom(seed);
            var bucket = new ForeignBucket();
            int rows = 0;
            for (int step = 0; step < 12; step++) {
                for (int more = random.nextInt(4); more > 0; more--) {
                    int count = 1 + random.nextInt(random.nextInt(4) == 0 ? 600 : 20);
                    bucket.land("a/" + step + "-" + more + ".parquet", rows, rows + count);
                    rows += count;
                }
                bucket.clock.advance(Duration.ofMinutes(random.nextInt(90)));
                var faulty = new FaultyStore(bucket.memory);
                faulty.crashAt(random.nextInt(150));
                mergeUntilCrash(bucket, faulty);
                assertNoneMissing(bucket, rows, "seed " + seed);
            }
            bucket.passTtl();
            bucket.merge();

            assertThat(bucket.ids()).as("seed %s", seed).isEqualTo(range(0, rows));
        }
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void everyRowIsThereOnceWhenTheAnswerToACallIsLost(Call call) {
        for (int skipped = 0; skipped < 8; skipped++) {
            var bucket = landed();
            var faulty = new FaultyStore(bucket.memory);
            loseAnswer(faulty, call, skipped);
            mergeUntilCrash(bucket, faulty);
            bucket.merge();

            assertMerged(bucket, ROWS, "answer " + skipped + " to " + call + " lost");
        }
    }

    private static void loseAnswer(FaultyStore faulty, Call call, int skipped) {
        faulty.once(When.AFTER, call, "", () -> {
            if (skipped == 0) {
                FaultyStore.failure(StoreException.Reason.UNKNOWN).run();
            } else {
                loseAnswer(faulty, call, skipped - 1);
            }
        });
    }

    @Test
    void aWriteThatComesAfterItsRowsHaveMovedOnIsRemoved() {
        var bucket = landed();
        bucket.merge();
        var late = bucket.list().getFirst();
        var bytes = bucket.bytes(late);
        for (int i = 0; i < 9; i++) {
            bucket.land("a/x" + i + ".parquet", ROWS + i * 100, ROWS + 100 + i * 100);
        }
        bucket.passTtl();
        bucket.merge();
        assertThat(bucket.keys()).doesNotContain(late.location().key());
        bucket.put(late.location().key(), bytes);

        bucket.merge();

        assertMerged(bucket, ROWS + 900, "a late write");
    }

    /// A run that is held up at some moment while another does all there is to do, more files come, and those are merged too.
    @Test
    void everyRowIsThereOnceWhenARunIsOvertakenAndGoesOn() {
        int moments = momentsOfARun();
        int late = 0;
        for (int moment = 0; moment < moments; moment++) {
            var bucket = landed();
            var overtaken = new Overtaken(bucket.memory, moment, () -> {
                var held = bucket.store;
                bucket.store = bucket.memory;
                bucket.merge();
                for (int i = 0; i < 9; i++) {
                    bucket.land("a/x" + i + ".parquet", ROWS + i * 100, ROWS + 100 + i * 100);
                }
                bucket.passTtl();
                bucket.merge();
                bucket.store = held;
            });
            bucket.merge(overtaken.store());
            late += bucket.ids().size() > ROWS + 900 ? 1 : 0;
            bucket.passTtl();
            bucket.merge();

            assertThat(bucket.ids()).as("overtaken at moment %s", moment).isEqualTo(range(0, ROWS + 900));
        }
        assertThat(late).as("files that turned up late").isPositive();
    }

    /// Runs something once, at the n-th moment.
    private static final class Overtaken {
        private final FaultyStore store;
        private final Runnable other;
        private int left;

        Overtaken(ObjectStore memory, int moment, Runnable other) {
            this.store = new FaultyStore(memory);
            this.left = moment;
            this.other = other;
            for (var call : Call.values()) {
                for (var when : When.values()) {
                    store.always(when, call, "", this::pass);
                }
            }
        }

        FaultyStore store() {
            return store;
        }

        private void pass() {
            if (left-- == 0) {
                other.run();
            }
        }
    }
}
