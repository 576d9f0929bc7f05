package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.CrashException;
import io.lamella.pipeline.FaultyStore.When;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an attempt leaves that ended after it had staged, when its object is gone before anybody tries again.
class LeftoversTest {
    private final TestLake lake = new TestLake();

    @Test
    void areKeptWhileTheAttemptMayStillWriteItsReceiptAndDeletedWhenItCannot() {
        var task = cutOffBeforeItsReceipt();
        lake.memory.delete(List.of(new Location(TestLake.LANDING, "a"))).await().indefinitely();
        assertThat(lake.convert(task).outcome()).isEqualTo(Outcome.GONE);

        lake.clock.advance(Duration.ofHours(2));
        sweep();
        assertThat(lake.list("staged/")).hasSize(1);
        assertThat(lake.list("quarantine/")).hasSize(1);

        lake.clock.advance(Duration.ofDays(1));
        assertThat(sweep().deleted()).isEqualTo(2);
        assertThat(lake.list("staged/")).isEmpty();
        assertThat(lake.list("quarantine/")).isEmpty();
    }

    @Test
    void inQuarantineAreFoundWithinADayHoweverLateTheReceiptComes() {
        var task = cutOffBeforeItsReceipt();
        lake.clock.advance(Duration.ofDays(14));
        lake.convert(task);
        assertThat(lake.list("quarantine/")).hasSize(2);

        for (int quarters = 0; quarters < 97; quarters++) {
            sweep();
            lake.clock.advance(Duration.ofMinutes(15));
        }

        assertThat(lake.list("quarantine/")).hasSize(1);
    }

    private SliceTask cutOffBeforeItsReceipt() {
        var task = lake.land("a", "id,name\n1,x\nbad,x\n");
        var faulty = new FaultyStore(lake.memory);
        faulty.once(When.BEFORE, Call.PUT, "receipts/", faulty.crash());
        lake.store = faulty;
        assertThatThrownBy(() -> lake.convert(task)).isInstanceOf(CrashException.class);
        lake.store = lake.memory;
        return task;
    }

    private Sweep.Report sweep() {
        return lake.sweep().sweep(List.of(lake.dataset)).await().indefinitely();
    }
}
