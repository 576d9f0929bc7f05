package io.lamella.pipeline.foreign;

import static io.lamella.pipeline.foreign.ForeignBucket.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.parquet.Footer;
import io.lamella.core.table.MergeNames;
import io.lamella.pipeline.FaultyStore;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import io.lamella.pipeline.MergeOutcome;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A merged file that is not what it should be is removed, and nothing else is.
class MergeCheckTest {
    private final ForeignBucket bucket = new ForeignBucket();

    private List<MergeOutcome> mergeWhile(Runnable damage) {
        var faulty = new FaultyStore(bucket.memory);
        // Before it is read back.
        faulty.once(When.BEFORE, Call.HEAD, "merged-", damage);
        return bucket.merge(faulty);
    }

    /// Turns a byte of the merged file.
    private void damage(int rowGroup, boolean atItsEnd) {
        var info = bucket.list().stream()
                .filter(file -> MergeNames.isMerged(file.location().key()))
                .findFirst()
                .orElseThrow();
        var bytes = bucket.bytes(info);
        var group =
                Footer.parse(ByteBuffer.wrap(bytes), bytes.length).rowGroups().get(rowGroup);
        bytes[Math.toIntExact(atItsEnd ? group.range().end() - 1 : group.range().offset() + 60)] ^= 1;
        bucket.put(info.location().key(), bytes);
    }

    private void assertNothingLost(List<MergeOutcome> outcomes) {
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        MergeOutcome.Failed.class,
                        failed -> assertThat(failed.cause())
                                .isInstanceOf(MergeCheckException.class)
                                .hasMessageContaining("was merged wrongly"));
        assertThat(bucket.ids()).isEqualTo(range(0, 700));
        assertThat(bucket.keys()).noneMatch(MergeNames::isMerged);
        bucket.merge();
        assertThat(bucket.ids()).isEqualTo(range(0, 700));
        assertThat(bucket.parquet()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsADamagedRowGroupThatWasEncodedAnew(boolean atItsEnd) {
        for (int i = 0; i < 7; i++) {
            bucket.land(i + ".parquet", i * 100, i * 100 + 100);
        }
        bucket.passTtl();

        assertNothingLost(mergeWhile(() -> damage(0, atItsEnd)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsADamagedRowGroupThatWasCopied(boolean atItsEnd) {
        bucket.land("big.parquet", 0, 300);
        bucket.land("bigger.parquet", 300, 600);
        bucket.land("small.parquet", 600, 700);
        bucket.passTtl();

        assertNothingLost(mergeWhile(() -> damage(0, atItsEnd)));
    }

    /// Whole and sound, and yet not the rows that were read.
    @Test
    void findsAFileThatTakesThePlaceOfOthers() {
        var other = new ForeignBucket();
        for (int i = 0; i < 7; i++) {
            bucket.land(i + ".parquet", i * 100, i * 100 + 100);
            other.land(i + ".parquet", i * 100 + 1, i * 100 + 101);
        }
        bucket.passTtl();
        other.passTtl();
        other.merge();

        assertNothingLost(mergeWhile(() -> {
            var merged = bucket.keys().stream().filter(MergeNames::isMerged).findFirst();
            bucket.put(merged.orElseThrow(), other.parquet().getFirst());
        }));
    }
}
