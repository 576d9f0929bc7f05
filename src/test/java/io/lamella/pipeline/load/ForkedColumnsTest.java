package io.lamella.pipeline.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ForkedColumnsTest {
    private static final int COLUMNS = 200;

    @Test
    void doesAllWorkBeforeItReturns() {
        var done = new AtomicInteger();

        inPool(() -> new ForkedColumns().run(COLUMNS, column -> done.incrementAndGet()));

        assertThat(done).hasValue(COLUMNS);
    }

    @Test
    void throwsTheFirstFailureAsItWasAndAfterAllElseIsDone() {
        var done = new AtomicInteger();
        var first = new IllegalArgumentException("column 3", new IllegalStateException("broken"));

        assertThatThrownBy(() -> inPool(() -> new ForkedColumns().run(COLUMNS, column -> {
                    done.incrementAndGet();
                    if (column == 3) {
                        throw first;
                    }
                    if (column > 100) {
                        throw new StackOverflowError();
                    }
                })))
                .isSameAs(first);

        assertThat(done).hasValue(COLUMNS);
    }

    @Test
    void noColumnsAreNoWork() {
        inPool(() -> new ForkedColumns().run(0, column -> {
            throw new AssertionError(column);
        }));
    }

    /// The failure itself, where a pool would hand on a copy.
    private static void inPool(Runnable work) {
        var failure = new AtomicReference<RuntimeException>();
        try (var pool = new ForkJoinPool(4)) {
            pool.submit(() -> {
                        try {
                            work.run();
                        } catch (RuntimeException e) {
                            failure.set(e);
                        }
                    })
                    .join();
        }
        if (failure.get() != null) {
            throw failure.get();
        }
    }
}
