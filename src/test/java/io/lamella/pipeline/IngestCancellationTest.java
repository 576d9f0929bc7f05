package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An attempt that nobody waits for any more: the time of its function is up, or its worker stops.
class IngestCancellationTest {
    private static final int ROWS = 5_000;

    private final TestLake lake = new TestLake(500);
    private final FaultyStore store = new FaultyStore(lake.memory);
    private final UniAssertSubscriber<Receipt> waiting = UniAssertSubscriber.create();

    @BeforeEach
    void endRowGroupsSoon() {
        lake.dataset = TestLake.dataset(new Dataset.Sizes(2_000, 1024 * 1024, 128, 1024 * 1024));
        lake.store = store;
    }

    @Test
    void leavesNoUploadBehind() {
        var task = landManyRows();
        store.once(When.AFTER, Call.UPLOAD_PART, "staged/", () -> {
            assertThat(uploads()).isOne();
            waiting.cancel();
        });

        convert(task);

        assertThat(uploads()).isZero();
        assertThat(lake.list("")).isEmpty();
        waiting.assertNotTerminated();
    }

    @Test
    void isDoneAgainByTheNextDelivery() {
        var task = landManyRows();
        store.once(When.AFTER, Call.UPLOAD_PART, "staged/", waiting::cancel);
        convert(task);

        assertThat(lake.convert(task).rows()).isEqualTo(ROWS);
        lake.compact();

        assertThat(lake.ids()).hasSize(ROWS).doesNotHaveDuplicates();
    }

    /// What is converted to the end counts: there is nothing left to save.
    @Test
    void countsIfItHadOnlyItsReceiptToWrite() {
        var task = landManyRows();
        store.once(When.AFTER, Call.COMPLETE, "staged/", waiting::cancel);

        convert(task);

        assertThat(lake.list("receipts/")).hasSize(1);
        assertThat(lake.list("staged/")).hasSize(1);
        assertThat(uploads()).isZero();
    }

    private SliceTask landManyRows() {
        var random = new Random(7);
        var text = new StringBuilder("id,name\n");
        for (int id = 0; id < ROWS; id++) {
            text.append(id).append(',').append(random.nextLong()).append('\n');
        }
        return lake.land("many.csv", text.toString());
    }

    private void convert(SliceTask task) {
        lake.ingest().convert(task, lake.dataset).subscribe().withSubscriber(waiting);
    }

    private long uploads() {
        return lake.uploads().size();
    }
}
