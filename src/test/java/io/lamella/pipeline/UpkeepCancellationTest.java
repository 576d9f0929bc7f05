package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.table.Dataset;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Parts are rewritten or sealed, and nobody waits for that any more: the time of the sweep is up.
class UpkeepCancellationTest {
    private static final int COMMITS = 20;

    private final TestLake lake = new TestLake(500);
    private final FaultyStore store = new FaultyStore(lake.memory);
    private final UniAssertSubscriber<Sweep.Report> waiting = UniAssertSubscriber.create();

    @BeforeEach
    void makeAPart() {
        var random = new Random(7);
        for (int i = 0; i < COMMITS; i++) {
            lake.convert(lake.land("a" + i, "id,name\n" + i + "," + random.nextLong() + "\n"));
            lake.compact();
        }
        lake.clock.advance(Duration.ofDays(3));
        lake.store = store;
    }

    @Test
    void settlingLeavesNoUploadBehind() {
        lake.settle(new Dataset.Settle(Duration.ofDays(1), 0, 24));

        assertThatASweepLeavesNothingThatIsGivenUpAt(Call.UPLOAD_PART);
    }

    @Test
    void sealingLeavesNoUploadBehind() {
        lake.sealAfter(Duration.ofDays(1));

        assertThatASweepLeavesNothingThatIsGivenUpAt(Call.COPY_PART);
    }

    private void assertThatASweepLeavesNothingThatIsGivenUpAt(Call call) {
        store.once(When.AFTER, call, "tables/", () -> {
            assertThat(lake.uploads()).hasSize(1);
            waiting.cancel();
        });

        lake.sweep().sweep(List.of(lake.dataset)).subscribe().withSubscriber(waiting);

        waiting.assertNotTerminated();
        assertThat(lake.uploads()).isEmpty();
        assertThat(lake.ids()).hasSize(COMMITS);
    }
}
