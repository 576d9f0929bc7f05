package io.lamella.pipeline;

import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/// A lake whose objects are cut into small slices, and a queue that is worked off by hand.
abstract class SlicedLake extends FaultyLake {
    static final long SLICE_BYTES = 1_000;
    private static final int MIB = 1024 * 1024;

    @BeforeEach
    void cutSmall() {
        sliceBy(SLICE_BYTES);
    }

    final void sliceBy(long bytes) {
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB, bytes));
    }

    final void leaveWhole() {
        lake.resize(new Dataset.Sizes(MIB, 8 * MIB, 128, MIB));
    }

    /// Handles the message that an object landed.
    final List<Receipt> tellOf(SliceTask whole) {
        return lake.handle(Messages.write(whole), lake.stages());
    }

    /// The same, and all messages that follow.
    final void convert(SliceTask whole) {
        tellOf(whole);
        workOff();
    }

    /// Works off the ingest queue; answers the receipts.
    final List<Receipt> workOff() {
        var receipts = new ArrayList<Receipt>();
        while (!lake.slices.isEmpty()) {
            receipts.addAll(lake.handle(lake.slices.removeFirst(), lake.stages()));
        }
        return receipts;
    }

    final Optional<Receipt> receipt(SliceTask task) {
        return new Receipts(lake.lake())
                .find("t", SliceId.of(task))
                .await()
                .indefinitely()
                .map(Receipts.Found::receipt);
    }

    final void takeAway(String name) {
        lake.memory
                .delete(List.of(new Location(TestLake.LANDING, name)))
                .await()
                .indefinitely();
    }
}
