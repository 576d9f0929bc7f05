package io.lamella.pipeline.foreign;

import static io.lamella.pipeline.foreign.ForeignBucket.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.parquet.Footer;
import io.lamella.core.plan.MergePolicy;
import io.lamella.pipeline.DuckDb;
import io.lamella.pipeline.MergeOutcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ForeignMergeTest {
    private final ForeignBucket bucket = new ForeignBucket();

    @Test
    void mergesSmallFilesOfAFolderIntoOneWithFullRowGroups() {
        for (int i = 0; i < 20; i++) {
            bucket.land("a/part-%02d.parquet".formatted(i), i * 50, i * 50 + 50);
        }
        bucket.passTtl();

        var outcomes = bucket.merge();

        assertThat(outcomes).singleElement().isInstanceOfSatisfying(MergeOutcome.Merged.class, merged -> {
            assertThat(merged.files()).isEqualTo(20);
            assertThat(merged.rows()).isEqualTo(1_000);
        });
        assertThat(bucket.keys())
                .singleElement()
                .satisfies(key -> assertThat(key).matches("a/merged-[0-9a-f]{32}\\.parquet"));
        assertThat(DuckDb.longs(bucket.parquet(), "select id from t order by id"))
                .isEqualTo(range(0, 1_000));
        assertThat(DuckDb.longs(bucket.parquet(), "select count(name) from t")).containsExactly(860L);
        var file = ByteBuffer.wrap(bucket.parquet().getFirst());
        var footer = Footer.parse(file, file.remaining());
        assertThat(footer.rowGroups()).hasSizeLessThan(6);
        assertThat(footer.keyValues()).containsEntry("writer", "another");
    }

    @Test
    void copiesFullRowGroupsAndJoinsSmallOnes() {
        bucket.land("big.parquet", 0, 900);
        bucket.land("small.parquet", 900, 910);
        bucket.land("tiny.parquet", 910, 912);
        bucket.passTtl();

        bucket.merge();

        assertThat(bucket.keys()).hasSize(1);
        assertThat(DuckDb.longs(bucket.parquet(), "select id from t order by id"))
                .isEqualTo(range(0, 912));
        var file = ByteBuffer.wrap(bucket.parquet().getFirst());
        assertThat(Footer.parse(file, file.remaining()).rowGroups()).hasSize(4);
    }

    @Test
    void doesNotMergeAgainWhatItMerged() {
        for (int i = 0; i < 5; i++) {
            bucket.land("a/" + i + ".parquet", i * 50, i * 50 + 50);
        }
        bucket.passTtl();
        bucket.merge();
        var keys = bucket.keys();
        bucket.passTtl();

        assertThat(bucket.merge()).isEmpty();
        assertThat(bucket.keys()).isEqualTo(keys);
    }

    @Test
    void mergesAMergedFileAgainOnceEnoughHasComeToJoinIt() {
        for (int i = 0; i < 10; i++) {
            bucket.land("a/" + i + ".parquet", i * 100, i * 100 + 100);
        }
        bucket.passTtl();
        bucket.merge();
        var first = bucket.keys();
        bucket.land("a/x.parquet", 1_000, 1_010);
        bucket.land("a/y.parquet", 1_010, 1_020);
        bucket.passTtl();

        bucket.merge();

        assertThat(bucket.keys()).hasSize(2).containsAll(first);
        for (int i = 0; i < 6; i++) {
            bucket.land("a/z" + i + ".parquet", 1_020 + i * 100, 1_120 + i * 100);
        }
        bucket.passTtl();
        bucket.merge();
        assertThat(bucket.keys()).hasSize(1).doesNotContainAnyElementsOf(first);
        assertThat(bucket.ids()).isEqualTo(range(0, 1_620));
    }

    @Test
    void leavesFilesAloneThatAreNotOlderThanTheTtl() {
        bucket.land("a/1.parquet", 0, 5);
        bucket.land("a/2.parquet", 5, 10);
        bucket.clock.advance(bucket.policy.ttl());

        assertThat(bucket.merge()).isEmpty();
        assertThat(bucket.keys()).hasSize(2);

        bucket.clock.advance(Duration.ofSeconds(1));
        assertThat(bucket.merge()).hasSize(1);
    }

    /// Bytes turned at random: a reason, or the same values; never anything else. All row groups are small, since one that is
    /// copied is not looked into.
    @Test
    void endsWithAReasonOrTheSameRowsWhateverIsBroken() {
        int left = 0;
        for (long seed = 0; seed < 400; seed++) {
            var random = new SplittableRandom(seed);
            var fuzzed = new ForeignBucket();
            fuzzed.policy = new MergePolicy(Duration.ofHours(1), 100_000_000, 1_000_000, Set.of());
            var bytes = ForeignBucket.file(0, 320);
            for (int turned = 1 + random.nextInt(4); turned > 0; turned--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            fuzzed.put("broken.parquet", bytes);
            fuzzed.land("good.parquet", 320, 330);
            fuzzed.land("other.parquet", 330, 340);
            fuzzed.passTtl();

            var outcomes = fuzzed.merge();

            assertThat(outcomes).as("seed %s", seed).noneMatch(MergeOutcome.Failed.class::isInstance);
            if (fuzzed.keys().contains("broken.parquet")) {
                left++;
            } else {
                assertThat(fuzzed.ids()).as("seed %s", seed).isEqualTo(range(0, 340));
            }
        }
        assertThat(left).isGreaterThan(200);
    }

    @Test
    void mergesFolderByFolder() {
        for (var folder : List.of("", "a/", "a/b/", "a/c/", "d/e/f/")) {
            bucket.land(folder + "1.parquet", 0, 5);
            bucket.land(folder + "2.parquet", 5, 10);
        }
        bucket.passTtl();

        assertThat(bucket.merge())
                .hasSize(5)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(MergeOutcome.Merged.class));
        assertThat(bucket.keys().stream().map(key -> key.substring(0, key.lastIndexOf('/') + 1)))
                .containsExactlyInAnyOrder("", "a/", "a/b/", "a/c/", "d/e/f/");
    }

    @Test
    void leavesAloneWhatIsNotParquetAndSaysSo() {
        bucket.land("1.parquet", 0, 5);
        bucket.land("2.parquet", 5, 10);
        bucket.put("_SUCCESS", new byte[0]);
        bucket.put(".1.parquet.crc", new byte[12]);
        bucket.put("_metadata", new byte[12]);
        bucket.put("notes.txt", "hello".getBytes(StandardCharsets.UTF_8));
        bucket.put("half.parquet", "PAR1 not yet whole".getBytes(StandardCharsets.UTF_8));
        bucket.put("empty.parquet", new byte[0]);
        bucket.passTtl();

        var outcomes = bucket.merge();

        assertThat(outcomes.stream()
                        .filter(MergeOutcome.Left.class::isInstance)
                        .map(outcome -> outcome.where().key()))
                .containsExactlyInAnyOrder("notes.txt", "half.parquet", "empty.parquet");
        assertThat(bucket.keys())
                .contains("_SUCCESS", ".1.parquet.crc", "_metadata", "notes.txt", "half.parquet", "empty.parquet")
                .hasSize(7);
    }
}
