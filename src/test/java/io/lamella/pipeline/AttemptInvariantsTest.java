package io.lamella.pipeline;

import static io.lamella.pipeline.TestLake.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.CrashException;
import io.lamella.pipeline.FaultyStore.When;
import io.lamella.pipeline.StoreException.Reason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Which attempt at a slice counts (I3), for how long (I4), and when what it staged may go (I5).
class AttemptInvariantsTest extends FaultyLake {
    @Test
    void i3OnlyTheAttemptNamedByTheReceiptIsMerged() {
        var task = lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", faulty.crash());
        lake.store = faulty;
        assertThatThrownBy(() -> lake.convert(task)).isInstanceOf(CrashException.class);
        lake.store = lake.memory;

        lake.compact();
        assertThat(lake.ids()).isEmpty();

        lake.convert(task);
        assertThat(lake.list("staged/")).hasSize(2);
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void i3OfTwoAttemptsSideBySideTheFirstReceiptCounts() {
        var task = lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", () -> {
            lake.store = lake.memory;
            lake.convert(task);
        });
        lake.store = faulty;

        var receipt = lake.convert(task);

        assertThat(receipt.attempt()).isEqualTo("attempt-2");
        assertThat(lake.list("staged/"))
                .singleElement()
                .satisfies(file -> assertThat(file.location().key()).contains("attempt-2"));
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void i3AReceiptOfRowsIsFinal() {
        var task = lake.land("a", 0, 10, "x");
        lake.convert(task);

        assertThat(lake.convert(task).attempt()).isEqualTo("attempt-1");
        assertThat(lake.list("staged/")).hasSize(1);
    }

    @Test
    void i3RowsWinOverAnAttemptThatFoundTheObjectGone() {
        var task = lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", () -> {
            lake.store = lake.memory;
            assertThat(goes(task).outcome()).isEqualTo(Outcome.GONE);
        });
        lake.store = faulty;

        var receipt = lake.convert(task);
        lake.store = lake.memory;

        assertThat(receipt.outcome()).isEqualTo(Outcome.STAGED);
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void i3OfTwoAttemptsThatReplaceAReceiptTheFirstCounts() {
        var task = lake.land("a", 0, 10, "x");
        goes(task);
        lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", () -> {
            lake.store = lake.memory;
            lake.convert(task);
        });
        lake.store = faulty;

        var receipt = lake.convert(task);
        lake.store = lake.memory;

        assertThat(receipt.attempt()).isEqualTo("attempt-3");
        assertThat(lake.list("staged/"))
                .singleElement()
                .satisfies(file -> assertThat(file.location().key()).contains("attempt-3"));
        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }

    @Test
    void i3AReceiptThatMayBeReplacedIsReadAtEveryLook() {
        lake.resize(new Dataset.Sizes(1, 1024 * 1024, 128, 1024 * 1024));
        var task = lake.land("a", 0, 10, "x");
        goes(task);
        lake.land("a", 0, 10, "x");
        lake.convert(lake.land("b", 10, 20, "x"));
        faulty.once(When.BEFORE, Call.PUT, "receipts/", () -> {
            lake.store = faulty;
            lake.compact();
        });
        faulty.once(When.BEFORE, Call.PUT, "tables/", () -> {
            lake.store = lake.memory;
            lake.convert(task);
        });
        lake.store = faulty;

        lake.convert(task);

        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 20));
    }

    @Test
    void i4ASliceStagedAgainAfterItsPartWasSealedIsNotAddedTwice() {
        lake.resize(new Dataset.Sizes(1024, 1, 128, 1024 * 1024));
        lake.convert(lake.land("a", 0, 10, "x"));
        var staged = lake.list("staged/").getFirst();
        var bytes = ByteBuffer.wrap(lake.bytes(staged));
        lake.compact();
        lake.convert(lake.land("b", 10, 20, "x"));
        lake.compact();

        // A put whose answer was lost, and that the client sent again, takes effect for the second time.
        lake.memory.put(staged.location(), bytes, Condition.ALWAYS).await().indefinitely();
        lake.compact();

        assertThat(lake.list("tables/t/")).hasSize(2);
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 20));
        assertThat(lake.list("staged/")).isEmpty();
    }

    @Test
    void i4AnAttemptThatTookTooLongDoesNotCount() {
        var task = lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "staged/", () -> lake.clock.advance(Ingest.MAX_ATTEMPT.plusSeconds(1)));
        lake.store = faulty;

        assertThatThrownBy(() -> lake.convert(task)).isInstanceOf(AttemptTooOldException.class);
        assertThat(lake.list("receipts/")).isEmpty();
    }

    @Test
    void i5AStagedFileThatCountsIsDeletedOnlyWhenItsSliceIsInALedger() {
        lake.convert(lake.land("head", 10, 20, "x"));
        lake.compact();
        var task = lake.land("a", 0, 10, "x");
        lake.convert(task);
        var held = new ArrayList<Boolean>();
        faulty.always(
                When.BEFORE,
                Call.DELETE,
                "staged/",
                () -> held.add(parts().stream()
                        .flatMap(part -> part.ledger().stream())
                        .anyMatch(entry -> entry.slice().equals(SliceId.of(task)))));
        faulty.once(When.BEFORE, Call.PUT, "tables/", FaultyStore.failure(Reason.REFUSED));

        assertThatThrownBy(this::compactThroughFaults).isInstanceOf(StoreException.class);
        assertThat(lake.list("staged/")).hasSize(1);
        compactThroughFaults();

        assertThat(held).isNotEmpty().doesNotContain(false);
        assertThat(lake.list("staged/")).isEmpty();
    }

    @Test
    void i5AStagedFileWithoutAReceiptIsKeptAndReported() {
        var task = lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", faulty.crash());
        lake.store = faulty;
        assertThatThrownBy(() -> lake.convert(task)).isInstanceOf(CrashException.class);
        lake.store = lake.memory;

        lake.clock.advance(Duration.ofHours(23));
        assertThat(sweep().unclaimed()).isEmpty();
        lake.clock.advance(Duration.ofDays(1));
        assertThat(sweep().unclaimed()).hasSize(1);
        assertThat(lake.requests).isEmpty();
        assertThat(lake.list("staged/")).hasSize(1);

        lake.convert(task);
        assertThat(sweep().deleted()).isEqualTo(1);
        assertThat(lake.list("staged/"))
                .singleElement()
                .satisfies(file -> assertThat(file.location().key()).contains("attempt-2"));
    }

    @Test
    void i5AStagedFileIsKeptWhileItsAttemptMayStillReplaceTheReceipt() {
        var task = lake.land("a", 0, 10, "x");
        goes(task);
        lake.land("a", 0, 10, "x");
        faulty.once(When.BEFORE, Call.PUT, "receipts/", this::sweep);
        lake.store = faulty;
        lake.convert(task);
        lake.store = lake.memory;

        lake.compact();
        assertThat(lake.ids()).containsExactlyElementsOf(range(0, 10));
    }
}
