package io.lamella.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.table.Dataset;
import io.lamella.core.table.SealReason;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class CommitPlannerTest {
    private static final long MB = 1_000_000;
    private static final long PART = 1_600 * MB;
    private static final Duration FRESHNESS = Duration.ofMinutes(10);
    private static final Duration TIME_LEFT = Duration.ofMinutes(15);

    private final CommitPlanner planner =
            new CommitPlanner(new Dataset.Sizes(64 * MB, PART, 128, MB), FRESHNESS, Dataset.AppendMode.ALWAYS);

    @Test
    void takesWhatFillsRowGroupsUntilTheOldestHasWaitedForLong() {
        var files = Collections.nCopies(9, 20 * MB);

        assertThat(planner.filesToTake(
                        new CommitPlanner.Pending(files, Duration.ZERO), CommitPlanner.Head.NONE, TIME_LEFT))
                .isEqualTo(7);
        assertThat(planner.filesToTake(new CommitPlanner.Pending(files, FRESHNESS), CommitPlanner.Head.NONE, TIME_LEFT))
                .isEqualTo(9);
    }

    @Test
    void sealsAPartThatLacksASixteenth() {
        assertThat(planner.seal(new CommitPlanner.Head(1_500 * MB, 24, 0))).contains(SealReason.SIZE);
        assertThat(planner.seal(new CommitPlanner.Head(1_500 * MB - 1, 24, 0))).isEmpty();
    }
}
