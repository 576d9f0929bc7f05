package io.lamella.pipeline;

import static io.lamella.pipeline.TestLake.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.table.Dataset;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import io.lamella.pipeline.StoreException.Reason;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How an outcome that is not known is settled: by what is there (I7).
class LostAnswerInvariantsTest extends FaultyLake {
    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN", "PRECONDITION_FAILED", "CONFLICT"})
    void i7ALostAnswerToTheCommitIsSettledByTheLedger(Reason reason) {
        lake.convert(lake.land("a", 0, 10, "x"));
        lake.compact();
        lake.convert(lake.land("b", 10, 20, "x"));
        faulty.once(When.AFTER, Call.PUT, "tables/", FaultyStore.failure(reason));

        var report = compactThroughFaults();

        assertThat(report.conflicts()).isEqualTo(1);
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 20));
        assertThat(lake.list("staged/")).isEmpty();
        assertSound();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN", "PRECONDITION_FAILED", "NO_SUCH_UPLOAD"})
    void i7ALostAnswerToTheEndOfAnUploadIsSettledByTheLedger(Reason reason) {
        lake.resize(new Dataset.Sizes(32 * 1024 * 1024, 64 * 1024 * 1024, 128, 1024 * 1024));
        lake.convert(lake.land("a", noise(200_000)));
        faulty.once(When.AFTER, Call.COMPLETE, "tables/", FaultyStore.failure(reason));

        var report = compactThroughFaults();

        assertThat(report.conflicts()).isEqualTo(1);
        assertThat(lake.ids()).hasSize(200_000).doesNotHaveDuplicates();
        assertThat(lake.uploads()).isEmpty();
        assertSound();
    }

    @Test
    void i7AStagedFileThatIsGoneIsLookedForAgain() {
        // More than what is read of a file at first, so that its row group is read while it is joined.
        lake.resize(new Dataset.Sizes(8 * 1024 * 1024, 64 * 1024 * 1024, 128, 1024 * 1024));
        lake.convert(lake.land("a", noise(30_000)));
        faulty.once(When.BEFORE, Call.READ, "staged/", () -> {
            lake.store = lake.memory;
            lake.compact();
            lake.store = faulty;
        });

        var report = compactThroughFaults();

        assertThat(report.conflicts()).isEqualTo(1);
        assertThat(lake.ids()).hasSize(30_000).doesNotHaveDuplicates();
        assertSound();
    }

    @Test
    void i7AHeadThatChangesWhileItIsLookedAtIsLookedAtAgain() {
        lake.convert(lake.land("a", 0, 10, "x"));
        lake.compact();
        lake.convert(lake.land("b", 10, 20, "x"));
        faulty.once(When.BEFORE, Call.READ, "tables/", this::anotherLandsAndCommits);

        var report = compactThroughFaults();

        assertThat(report).isEqualTo(Compact.Report.NOTHING);
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 30));
        assertSound();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN", "PRECONDITION_FAILED", "CONFLICT"})
    void i7TheEchoOfOnesOwnReceiptIsNotTakenForADefeat(Reason reason) {
        faulty.once(When.AFTER, Call.PUT, "receipts/", FaultyStore.failure(reason));
        lake.store = faulty;

        var receipt = lake.convert(lake.land("a", 0, 10, "x"));

        assertThat(receipt.attempt()).isEqualTo("attempt-1");
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void i7AReceiptThatMayStillArriveKeepsItsStagedFiles() {
        var task = lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", FaultyStore.failure(Reason.UNKNOWN));
        lake.store = faulty;

        assertThatThrownBy(() -> lake.convert(task)).isInstanceOf(StoreException.class);
        assertThat(lake.list("staged/")).hasSize(1);
    }

    @Test
    void i7AReceiptThatWasNotReplacedIsNoAnswer() {
        var task = lake.land("a", 0, 10, "x");
        goes(task);
        lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", FaultyStore.failure(Reason.UNKNOWN));
        lake.store = faulty;

        assertThatThrownBy(() -> lake.convert(task)).isInstanceOf(StoreException.class);
        assertThat(lake.list("staged/")).hasSize(1);
    }

    /// Rows that do not compress.
    private static String noise(int rows) {
        var random = new SplittableRandom(1);
        var text = new StringBuilder("id,name\n");
        for (int id = 0; id < rows; id++) {
            text.append(id).append(',');
            for (int i = 0; i < 5; i++) {
                text.append(Long.toString(random.nextLong(), 36));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
