package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.table.Dataset;
import io.lamella.pipeline.FaultyStore.Call;
import io.lamella.pipeline.FaultyStore.When;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A part is written, and nobody waits for that any more: the time of the function is up. The store takes its time to abort an upload,
/// and until then it could still become visible, with a ledger of rows that are not there.
class WriteCancellationTest {
    private static final int OBJECTS = 20;

    private final TestLake lake = new TestLake(500);
    private final FaultyStore store = new FaultyStore(lake.memory);
    private final Random random = new Random(7);

    WriteCancellationTest() {
        lake.resize(new Dataset.Sizes(1000, 1024 * 1024, 128, 1024 * 1024));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 10, 15, 18, 19})
    void noRowIsLostWhenItIsPublished(int read) {
        for (int number = 0; number < OBJECTS; number++) {
            convert(number);
        }
        lake.clock.advance(Duration.ofHours(1));

        cancelAt(read, () -> lake.compactor().compact(new MergeRequest("t", ""), lake.dataset, lake.deadline()));

        lake.compact();
        assertThat(lake.list("staged/")).isEmpty();
        assertThatAllIsThere();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 10, 15, 18, 19})
    void noRowIsLostWhenItIsSettled(int read) {
        for (int number = 0; number < OBJECTS; number++) {
            convert(number);
            lake.compact();
        }
        lake.clock.advance(Duration.ofDays(3));
        lake.settle(new Dataset.Settle(Duration.ofDays(1), 0, 24));

        cancelAt(read, () -> lake.sweep().sweep(List.of(lake.dataset)));

        assertThatAllIsThere();
    }

    private void convert(int number) {
        var text = new StringBuilder();
        random.longs(6).forEach(text::append);
        lake.convert(lake.land("a" + number, "id,name\n" + number + "," + text + "\n"));
    }

    /// @param read from when on the upload is there
    private <T> void cancelAt(int read, Supplier<Uni<T>> work) {
        lake.store = store;
        var waiting = UniAssertSubscriber.<T>create();
        int[] reads = {0};
        store.hold(Call.ABORT);
        store.always(When.AFTER, Call.READ, "", () -> {
            if (!lake.uploads().isEmpty() && reads[0]++ == read) {
                waiting.cancel();
            }
        });
        work.get().subscribe().withSubscriber(waiting);
        store.release();
        lake.store = lake.memory;
    }

    private void assertThatAllIsThere() {
        assertThat(lake.uploads()).isEmpty();
        assertThat(lake.ids()).hasSize(OBJECTS);
    }
}
