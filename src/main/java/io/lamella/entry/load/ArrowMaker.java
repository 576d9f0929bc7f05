package io.lamella.entry.load;

import io.lamella.core.load.LoadSchema;
import io.lamella.core.parquet.EachColumn;
import io.lamella.pipeline.load.LoadedBatch;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/// Copies rows into record batches. For several threads.
final class ArrowMaker {
    private final LoadSchema schema;
    private final BufferAllocator allocator;
    private final EachColumn columns;
    private final Queue<ColumnCopy> idle = new ConcurrentLinkedQueue<>();

    ArrowMaker(LoadSchema schema, BufferAllocator allocator, EachColumn columns) {
        this.schema = schema;
        this.allocator = allocator;
        this.columns = columns;
    }

    ArrowBatch make(LoadedBatch batch) {
        int count = schema.columns().size();
        var made = new AtomicReferenceArray<BatchBuffers.Vectors>(count);
        try {
            columns.run(count, column -> made.set(column, copy(column, batch)));
            return batch(IntStream.range(0, count).mapToObj(made::get).toList(), batch);
        } finally {
            IntStream.range(0, count)
                    .mapToObj(made::get)
                    .filter(Objects::nonNull)
                    .forEach(BatchBuffers.Vectors::close);
        }
    }

    private BatchBuffers.Vectors copy(int column, LoadedBatch batch) {
        var copy = Optional.ofNullable(idle.poll()).orElseGet(() -> new ColumnCopy(allocator));
        var vectors = copy.copy(schema.columns().get(column), batch.columns().get(column), batch);
        idle.add(copy);
        return vectors;
    }

    private static ArrowBatch batch(List<BatchBuffers.Vectors> columns, LoadedBatch batch) {
        var made = new ArrowRecordBatch(
                batch.count(),
                columns.stream().flatMap(column -> column.nodes().stream()).toList(),
                columns.stream().flatMap(column -> column.buffers().stream()).toList());
        return new ArrowBatch(made, batch.file(), made.computeBodyLength(), batch.scanned());
    }
}
