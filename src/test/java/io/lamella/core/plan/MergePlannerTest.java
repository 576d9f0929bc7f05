package io.lamella.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.plan.MergePlanner.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MergePlannerTest {
    private final MergePlanner planner = new MergePlanner(100);

    private static Candidate fresh(long bytes) {
        return new Candidate(bytes, 0, false);
    }

    private static Candidate merged(long bytes) {
        return new Candidate(bytes, 0, true);
    }

    private List<List<Integer>> batches(Candidate... files) {
        return planner.batches(List.of(files));
    }

    @Test
    void putsSmallFilesTogetherUpToTheTarget() {
        assertThat(batches(fresh(40), fresh(40), fresh(30), fresh(49), fresh(10)))
                .containsExactly(List.of(0, 1), List.of(2, 3, 4));
    }

    @Test
    void leavesAFileAloneThatIsBigEnoughOrHasNoneToJoin() {
        assertThat(batches(fresh(50), fresh(10))).isEmpty();
        assertThat(batches(fresh(10))).isEmpty();
        assertThat(batches(fresh(200), fresh(10), fresh(10))).containsExactly(List.of(1, 2));
    }

    @Test
    void leavesAMergedFileAloneUntilHalfItsSizeHasCome() {
        assertThat(batches(merged(40), fresh(10), fresh(9))).containsExactly(List.of(1, 2));
        assertThat(batches(merged(40), fresh(10), fresh(10))).containsExactly(List.of(0, 1, 2));
        assertThat(batches(merged(40), fresh(1))).isEmpty();
    }

    @Test
    void letsMergedFilesOfLikeSizeJoinEachOther() {
        assertThat(batches(merged(20), merged(30))).containsExactly(List.of(0, 1));
        assertThat(batches(merged(1), merged(30))).isEmpty();
        assertThat(batches(merged(45), merged(20), merged(1), fresh(2))).containsExactly(List.of(0, 1, 2, 3));
    }

    @Test
    void boundsWhatOneFileTakesThePlaceOf() {
        var many = Collections.nCopies(MergePlanner.MAX_FILES + 2, new Candidate(0, 0, false));

        assertThat(planner.batches(many)).extracting(List::size).containsExactly(MergePlanner.MAX_FILES, 2);
    }

    @Test
    void boundsTheRowGroupsThatAreCopiedIntoOneFile() {
        var one = new Candidate(1, MergePlanner.MAX_COPIED / 2, false);

        assertThat(planner.batches(List.of(one, one, one, one))).containsExactly(List.of(0, 1), List.of(2, 3));
    }

    @Test
    void writesNoByteOftenWhenFilesKeepComing() {
        var large = new MergePlanner(1_000_000);
        List<Candidate> folder = List.of();
        long written = 0;
        int runs = 900;
        for (int run = 0; run < runs; run++) {
            var files = Stream.concat(folder.stream(), Stream.of(fresh(250), fresh(250)))
                    .toList();
            var left = new ArrayList<>(files);
            for (var batch : large.batches(files)) {
                long bytes = batch.stream().mapToLong(i -> files.get(i).bytes()).sum();
                written += bytes;
                batch.forEach(i -> left.remove(files.get(i)));
                left.add(merged(bytes));
            }
            folder = left;
        }
        assertThat(written).isLessThan(12L * 500 * runs);
        assertThat(folder).hasSizeLessThan(12);
    }
}
