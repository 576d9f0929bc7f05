package io.lamella.entry.load;

import io.lamella.core.load.LoadType.Field;
import io.lamella.core.load.LoadedColumn;
import io.lamella.pipeline.load.LoadedBatch;
import org.apache.arrow.memory.BufferAllocator;

/// Copies columns, one at a time, with room that is used again.
final class ColumnCopy {
    private final BatchBuffers out;
    private final ScalarCopy scalars;

    ColumnCopy(BufferAllocator allocator) {
        out = new BatchBuffers(allocator);
        scalars = new ScalarCopy(out);
    }

    /// The vectors of a column, which are the caller's to close.
    BatchBuffers.Vectors copy(Field target, LoadedColumn column, LoadedBatch batch) {
        try (out) {
            switch (column) {
                case LoadedColumn.Flat(var values, boolean isFull) -> {
                    var slots = Slots.of(batch.rows(), batch.count());
                    if (isFull) {
                        scalars.copyFull(target.type(), values, slots);
                    } else {
                        scalars.copy(target.type(), values, slots);
                    }
                }
                case LoadedColumn.Coded(var dictionary, var places, boolean isFull) ->
                    scalars.copyCoded(
                            target.type(),
                            dictionary,
                            Slots.of(batch.rows(), batch.count()).among(places),
                            isFull);
                case LoadedColumn.Nested nested ->
                    new NestedCopy(out, scalars, nested, batch.rows(), batch.count()).copy(target);
                case LoadedColumn.Missing _ -> NestedCopy.nulls(target.type(), batch.count(), out, scalars);
            }
            return out.vectors();
        }
    }
}
