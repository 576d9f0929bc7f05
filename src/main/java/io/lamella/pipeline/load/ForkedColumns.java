package io.lamella.pipeline.load;

import io.lamella.core.parquet.EachColumn;
import java.util.Optional;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Works on columns in whatever threads of the current thread's pool have nothing else to do.
public final class ForkedColumns implements EachColumn {
    @Override
    public void run(int columns, IntConsumer work) {
        // A pool would throw a copy of what was thrown, with another message.
        var failures = new AtomicReferenceArray<Throwable>(columns);
        ForkJoinTask.invokeAll(IntStream.range(0, columns)
                .mapToObj(column -> ForkJoinTask.adapt(() -> attempt(column, work, failures)))
                .toList());
        for (int column = 0; column < columns; column++) {
            rethrow(Optional.ofNullable(failures.get(column)));
        }
    }

    private static void attempt(int column, IntConsumer work, AtomicReferenceArray<Throwable> failures) {
        try {
            work.accept(column);
        } catch (RuntimeException | Error e) {
            failures.set(column, e);
        }
    }

    private static void rethrow(Optional<Throwable> failure) {
        if (failure.isEmpty()) {
            return;
        }
        switch (failure.get()) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure.get());
        }
    }
}
