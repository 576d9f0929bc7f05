package io.lamella.core.parquet;

import java.util.function.IntConsumer;

/// How work on each of several columns is done: one after the other, or side by side.
@FunctionalInterface
public interface EachColumn {
    EachColumn IN_TURN = (columns, work) -> {
        for (int column = 0; column < columns; column++) {
            work.accept(column);
        }
    };

    /// Does the work for each number from 0 to `columns` - 1, and returns when all is done. If some of it fails, the failure of the
    /// first such column is thrown.
    void run(int columns, IntConsumer work);
}
