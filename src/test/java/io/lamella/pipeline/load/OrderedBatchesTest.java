package io.lamella.pipeline.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Order and memory, by row groups that only say how many bytes they take.
class OrderedBatchesTest {
    private static final long MIB = 1024 * 1024;
    private static final int THREADS = 4;
    private static final int BATCHES = 20;

    private final AtomicLong held = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();

    private void hold(long bytes) {
        long now = held.addAndGet(bytes);
        peak.accumulateAndGet(now, Math::max);
    }

    private record Batch(int rowGroup, int number, long bytes, OrderedBatchesTest test)
            implements OrderedBatches.Weighed {
        @Override
        public void close() {
            test.hold(-bytes);
        }
    }

    /// Holds what was fetched until its last batch was made.
    private class RowGroup implements OrderedBatches.Source<Batch> {
        private final int number;
        private final long bytes;
        private int next;

        RowGroup(int number, long bytes) {
            this.number = number;
            this.bytes = bytes;
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public Uni<OrderedBatches.Run<Batch>> fetch() {
            return Uni.createFrom().item(() -> {
                hold(bytes);
                return this::next;
            });
        }

        private Optional<Batch> next() {
            if (next == BATCHES) {
                hold(-bytes);
                return Optional.empty();
            }
            hold(MIB);
            return Optional.of(new Batch(number, next++, MIB, OrderedBatchesTest.this));
        }
    }

    /// Row groups of 4 MiB, of which each becomes 20 MiB: 5 GiB in all.
    @Test
    void aStreamMuchLargerThanTheBudgetPasses() {
        long budget = 64 * MIB;
        var rowGroups = IntStream.range(0, 256).mapToObj(number -> new RowGroup(number, 4 * MIB));
        var seen = new ArrayList<Integer>();

        try (var compute = new ForkJoinPool(THREADS);
                var batches = new OrderedBatches<>(rowGroups.iterator(), compute, THREADS, budget)) {
            for (var batch = next(batches); batch.isPresent(); batch = next(batches)) {
                seen.add(batch.get().rowGroup() * BATCHES + batch.get().number());
                batch.get().close();
            }
        }

        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.range(0, 256 * BATCHES).boxed().toList());
        // The budget, a batch for each thread, and the one that the reader has.
        assertThat(peak).hasValueLessThanOrEqualTo(budget + (THREADS + 1) * MIB);
        assertThat(held).hasValue(0);
    }

    @Test
    void aReaderThatStandsStillHoldsEverythingBack() {
        long budget = 64 * MIB;
        var rowGroups = IntStream.range(0, 256).mapToObj(number -> new RowGroup(number, 4 * MIB));
        var compute = new ForkJoinPool(THREADS);
        try (var batches = new OrderedBatches<>(rowGroups.iterator(), compute, THREADS, budget)) {
            var first = next(batches).orElseThrow();

            // Nothing is under way when nothing is left that may be begun.
            assertThat(compute.awaitQuiescence(1, TimeUnit.MINUTES)).isTrue();

            assertThat(held).hasValueBetween(budget - MIB, budget + (THREADS + 1) * MIB);
            first.close();
        }
        compute.close();
        assertThat(peak).hasValueLessThanOrEqualTo(budget + (THREADS + 1) * MIB);
    }

    @Test
    void oneRowGroupThatIsLargerThanTheBudgetIsReadAlone() {
        var rowGroups = IntStream.range(0, 3).mapToObj(number -> new RowGroup(number, 100 * MIB));

        try (var compute = new ForkJoinPool(THREADS);
                var batches = new OrderedBatches<>(rowGroups.iterator(), compute, THREADS, 64 * MIB)) {
            for (var batch = next(batches); batch.isPresent(); batch = next(batches)) {
                batch.get().close();
            }
        }

        // Of its batches, no more than the next.
        assertThat(peak).hasValueLessThanOrEqualTo(102 * MIB);
    }

    @Test
    void whatFailsIsToldToTheReader() {
        var rowGroups = IntStream.range(0, 3).mapToObj(number -> new RowGroup(number, MIB) {
            @Override
            public Uni<OrderedBatches.Run<Batch>> fetch() {
                return number == 1
                        ? Uni.createFrom().failure(new IllegalStateException("no row group 1"))
                        : super.fetch();
            }
        });

        try (var compute = new ForkJoinPool(THREADS);
                var batches = new OrderedBatches<>(rowGroups.iterator(), compute, THREADS, 64 * MIB)) {
            assertThatThrownBy(() -> {
                        for (var batch = next(batches); batch.isPresent(); batch = next(batches)) {
                            batch.get().close();
                        }
                    })
                    .hasMessage("no row group 1");
        }
    }

    private static Optional<Batch> next(OrderedBatches<Batch> batches) {
        return batches.next().await().indefinitely();
    }
}
