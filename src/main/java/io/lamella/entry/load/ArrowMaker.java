package io.lamella.entry.load;

import io.lamella.core.load.LoadSchema;
import io.lamella.core.load.LoadType.Field;
import io.lamella.core.load.LoadedColumn;
import io.lamella.pipeline.load.LoadedBatch;
import org.apache.arrow.memory.BufferAllocator;

/// Copies rows into record batches. For several threads.
final class ArrowMaker {
    private final LoadSchema schema;
    private final BufferAllocator allocator;

    ArrowMaker(LoadSchema schema, BufferAllocator allocator) {
        this.schema = schema;
        this.allocator = allocator;
    }

    ArrowBatch make(LoadedBatch batch) {
        try (var out = new BatchBuffers(allocator)) {
            var scalars = new ScalarCopy(out);
            for (int i = 0; i < schema.columns().size(); i++) {
                copy(schema.columns().get(i), batch.columns().get(i), batch, out, scalars);
            }
            var made = out.batch(batch.count());
            return new ArrowBatch(made, made.computeBodyLength(), batch.scanned());
        }
    }

    private static void copy(
            Field target, LoadedColumn column, LoadedBatch batch, BatchBuffers out, ScalarCopy scalars) {
        switch (column) {
            case LoadedColumn.Flat(var values) ->
                scalars.copy(target.type(), values, Slots.of(batch.rows(), batch.count()));
            case LoadedColumn.Nested nested ->
                new NestedCopy(out, scalars, nested, batch.rows(), batch.count()).copy(target);
            case LoadedColumn.Missing _ -> NestedCopy.nulls(target.type(), batch.count(), out, scalars);
        }
    }
}
