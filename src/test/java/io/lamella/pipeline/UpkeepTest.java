package io.lamella.pipeline;

import static io.lamella.pipeline.TestLake.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.parquet.RowGroupInfo;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.SealReason;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Parts that nothing is appended to any more: the one exception to I8, and the heads that are sealed for their age.
class UpkeepTest {
    private static final int COMMITS = 20;

    private final TestLake lake = new TestLake();
    private final FaultyStore faulty = new FaultyStore(lake.memory);

    /// Of as many row groups as commits. It is midnight.
    @BeforeEach
    void makeAPart() {
        for (int i = 0; i < COMMITS; i++) {
            land(i);
        }
        var now = lake.clock.instant();
        lake.clock.advance(Duration.between(now, now.plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.DAYS)));
    }

    private void land(int object) {
        lake.convert(lake.land("a" + object, object * 10, object * 10 + 10, "x"));
        lake.compact();
    }

    @Test
    void settlingJoinsTheRowGroupsOfAColdPartAndDropsItsDeadBytes() {
        var before = part(0);
        assertThat(rowGroups(before)).hasSize(COMMITS);
        settleAfter(Duration.ofDays(1), 0, 24);
        lake.clock.advance(Duration.ofDays(1));

        assertThat(sweep().settled()).isEqualTo(1);

        var after = part(0);
        assertThat(rowGroups(after)).hasSize(1);
        assertThat(after.metadata().deadBytes()).isZero();
        assertThat(after.metadata().sealed()).contains(SealReason.SETTLED);
        assertThat(after.ledger()).isEqualTo(before.ledger());
        assertHolds(COMMITS);

        // Nothing is appended to it.
        land(COMMITS);
        assertThat(part(1).ledger()).hasSize(1);
        assertHolds(COMMITS + 1);
    }

    @Test
    void aPartIsSettledOnce() {
        lake.resize(new Dataset.Sizes(300, 1024 * 1024, 128, 1024 * 1024));
        settleAfter(Duration.ofDays(1), 0, 24);
        lake.clock.advance(Duration.ofDays(1));
        assertThat(sweep().settled()).isEqualTo(1);
        assertThat(rowGroups(part(0))).hasSizeBetween(2, COMMITS - 1);

        // By these sizes its row groups would be worth joining.
        lake.resize(new Dataset.Sizes(1024 * 1024, 1024 * 1024, 128, 1024 * 1024));
        lake.clock.advance(Duration.ofDays(2));
        assertThat(sweep().settled()).isZero();
    }

    @Test
    void settlingIsOffUnlessItIsSwitchedOn() {
        lake.clock.advance(Duration.ofDays(1000));

        assertThat(sweep().settled()).isZero();
        assertThat(rowGroups(part(0))).hasSize(COMMITS);
    }

    @Test
    void settlingWaitsUntilAPartWasLeftAlone() {
        settleAfter(Duration.ofDays(2), 0, 24);
        lake.clock.advance(Duration.ofDays(1));

        assertThat(sweep().settled()).isZero();
        lake.clock.advance(Duration.ofDays(1));
        assertThat(sweep().settled()).isEqualTo(1);
    }

    @Test
    void settlingKeepsToItsWindow() {
        settleAfter(Duration.ofDays(1), 22, 4);
        lake.clock.advance(Duration.ofDays(1).plusHours(4));

        assertThat(sweep().settled()).isZero();
        lake.clock.advance(Duration.ofHours(18));
        assertThat(sweep().settled()).isEqualTo(1);
    }

    @Test
    void settlingLosesToACommitThatComesBetween() {
        settleAfter(Duration.ofDays(1), 0, 24);
        lake.clock.advance(Duration.ofDays(1));
        faulty.once(When.BEFORE, Call.PUT, "tables/", () -> {
            lake.store = lake.memory;
            land(COMMITS);
        });
        lake.store = faulty;

        assertThat(sweep().settled()).isZero();
        assertThat(rowGroups(part(0))).hasSize(COMMITS + 1);
        assertHolds(COMMITS + 1);
    }

    @Test
    void aCommitLosesToSettlingThatComesBetween() {
        lake.convert(lake.land("a" + COMMITS, COMMITS * 10, COMMITS * 10 + 10, "x"));
        lake.clock.advance(Duration.ofDays(2));
        faulty.once(When.BEFORE, Call.PUT, "tables/", () -> {
            lake.store = lake.memory;
            settleAfter(Duration.ofDays(1), 0, 24);
            assertThat(sweep().settled()).isEqualTo(1);
        });
        lake.store = faulty;

        assertThat(lake.compact().conflicts()).isEqualTo(1);
        assertThat(part(1).ledger()).hasSize(1);
        assertHolds(COMMITS + 1);
    }

    @Test
    void aHeadIsSealedForItsAge() {
        lake.sealAfter(Duration.ofDays(2));
        lake.clock.advance(Duration.ofDays(1));
        assertThat(sweep().sealed()).isZero();

        lake.clock.advance(Duration.ofDays(1));
        assertThat(sweep().sealed()).isEqualTo(1);
        assertThat(part(0).metadata().sealed()).contains(SealReason.AGE);
        lake.clock.advance(Duration.ofDays(3));
        assertThat(sweep().sealed()).isZero();

        // Of the next part it is the head's own age that counts.
        land(COMMITS);
        assertThat(part(1).ledger()).hasSize(1);
        assertThat(sweep().sealed()).isZero();
        assertHolds(COMMITS + 1);
    }

    @Test
    void aHeadThatChangesWhileItIsSealedIsLeftForTheNextSweep() {
        lake.sealAfter(Duration.ofDays(1));
        lake.clock.advance(Duration.ofDays(1));
        faulty.once(When.BEFORE, Call.PUT, "tables/", () -> {
            lake.store = lake.memory;
            land(COMMITS);
        });
        lake.store = faulty;

        assertThat(sweep().sealed()).isZero();
        assertThat(part(0).isSealed()).isFalse();
        assertHolds(COMMITS + 1);
    }

    private void settleAfter(Duration age, int from, int until) {
        lake.settle(new Dataset.Settle(age, from, until));
    }

    private Sweep.Report sweep() {
        return lake.sweep().sweep(List.of(lake.dataset)).await().indefinitely();
    }

    private Part part(int number) {
        var info = lake.list("tables/t/").get(number);
        return Part.open(lake.memory, number, info).await().indefinitely();
    }

    private static List<RowGroupInfo> rowGroups(Part part) {
        return part.file().footer().rowGroups();
    }

    private void assertHolds(int objects) {
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, objects * 10L));
        var slices = new ArrayList<LedgerEntry>();
        for (int number = 0; number < lake.list("tables/t/").size(); number++) {
            slices.addAll(part(number).ledger());
        }
        assertThat(slices).hasSize(objects).doesNotHaveDuplicates();
        assertThat(new Audit(lake.lake()).audit("t").collect().asList().await().indefinitely())
                .allSatisfy(part -> assertThat(part.problems()).isEmpty());
    }
}
