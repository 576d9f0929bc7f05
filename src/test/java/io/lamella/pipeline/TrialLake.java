package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/// A lake whose objects are cut, and taken as a whole or not at all.
abstract class TrialLake extends FaultyLake {
    static final int MIB = 1024 * 1024;
    static final Dataset.Sizes UNCUT = new Dataset.Sizes(MIB, 8 * MIB, 128, MIB);
    static final Dataset.Sizes CUT = new Dataset.Sizes(MIB, 8 * MIB, 128, MIB, 500);

    /// Messages that failed, which belong into the dead-letter queue.
    final List<String> failed = new ArrayList<>();

    @BeforeEach
    void cutSmall() {
        lake.resize(CUT);
        lake.takeWholeObjects();
    }

    void limit(long rows) {
        lake.limitBadRows(new Dataset.BadRows(Optional.of(rows), Optional.empty()));
    }

    void handle(String message) {
        try {
            lake.handle(message, lake.stages());
        } catch (UnhandledMessageException e) {
            failed.add(message);
        }
    }

    void workOff() {
        workOff(0);
    }

    /// Works off the ingest queue, until so many messages are left.
    void workOff(int left) {
        while (lake.slices.size() > left) {
            handle(lake.slices.removeFirst());
        }
    }

    /// Has an object cut; the messages about its slices wait.
    SliceTask cut(String text) {
        var whole = lake.land("big.csv", text);
        handle(Messages.write(whole));
        int stretches = lake.slices.size();
        for (int i = 0; i < stretches; i++) {
            handle(lake.slices.removeFirst());
        }
        assertThat(receipt(whole).outcome()).isEqualTo(Outcome.PENDING);
        assertThat(lake.slices).hasSameSizeAs(receipt(whole).slices());
        return whole;
    }

    /// Deletes the object that was cut.
    void takeAway() {
        lake.memory
                .delete(List.of(new Location(TestLake.LANDING, "big.csv")))
                .await()
                .indefinitely();
    }

    /// Rows, some of which do not fit.
    static String rows(int count, int... bad) {
        var text = new StringBuilder("id,name\n");
        for (int id = 0; id < count; id++) {
            int row = id;
            text.append(java.util.stream.IntStream.of(bad).anyMatch(other -> other == row) ? "bad" : id);
            text.append(",\"a\nb\"\n");
        }
        return text.toString();
    }

    Receipt receipt(SliceTask task) {
        return new Receipts(lake.lake())
                .find("t", SliceId.of(task))
                .await()
                .indefinitely()
                .orElseThrow()
                .receipt();
    }
}
