package io.lamella.entry.load;

import io.lamella.core.load.LoadSchema;
import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.pipeline.load.LoadPlan;
import io.lamella.pipeline.load.OrderedBatches;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.LongConsumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/// The rows of a table, batch by batch, in order: files by key, rows as they lie in their file. Not for use by more than one thread.
///
/// What was read ahead is freed by [#close], and so is [#root].
public final class Batches implements AutoCloseable {
    private final LoadPlan plan;
    private final OrderedBatches<ArrowBatch> batches;
    private final BufferAllocator allocator;
    private final BatchMemory memory;
    private final ExecutorService compute;
    private final VectorSchemaRoot root;
    private final VectorLoader loader;
    private String file = "";
    private long rows;
    private long scanned;

    Batches(
            LoadPlan plan,
            OrderedBatches<ArrowBatch> batches,
            BufferAllocator allocator,
            BatchMemory memory,
            ExecutorService compute) {
        this.plan = plan;
        this.batches = batches;
        this.allocator = allocator;
        this.memory = memory;
        this.compute = compute;
        this.root = VectorSchemaRoot.create(ArrowTypes.schema(plan.schema()), allocator);
        this.loader = new VectorLoader(root);
    }

    /// The columns of every batch.
    public Schema schema() {
        return root.getSchema();
    }

    /// The columns as they were found in the files.
    LoadSchema columns() {
        return plan.schema();
    }

    /// The rows that were looked at so far.
    public long scanned() {
        return scanned;
    }

    /// The rows that will have been looked at in the end.
    public long rowsToScan() {
        return plan.rows();
    }

    /// Goes on to the next batch; false at the end. Waits until it is there.
    ///
    /// @throws ParquetFormatException that names the file, if one is damaged
    /// @throws io.lamella.pipeline.StoreException if the store fails, or a file changed since it was listed
    public boolean next() {
        Optional<ArrowBatch> next = batches.next().await().indefinitely();
        next.ifPresent(this::show);
        return next.isPresent();
    }

    private void show(ArrowBatch next) {
        try (next) {
            loader.load(next.batch());
            file = next.file();
            rows += next.rows();
            scanned += next.scanned();
        }
    }

    /// The batch that [#next] went on to. Its vectors are filled anew by the next call; whoever wants to keep one transfers or
    /// copies it.
    public VectorSchemaRoot root() {
        return root;
    }

    /// How many files are read: all but those whose paths tell that no row of theirs is wanted.
    public int files() {
        return plan.files();
    }

    /// The rows of all batches so far.
    public long rows() {
        return rows;
    }

    /// Writes all batches that are left.
    ///
    /// @throws ParquetFormatException that names file and column, if a value has no text and text is to be written
    /// @param progress told of the rows so far after each batch
    public void writeTo(Format format, WritableByteChannel out, LongConsumer progress) throws IOException {
        try (var writer = format.open(this, out)) {
            while (next()) {
                write(writer);
                progress.accept(rows);
            }
            writer.end();
        }
    }

    private void write(TableWriter writer) throws IOException {
        try {
            writer.write(root);
        } catch (ParquetFormatException e) {
            throw new ParquetFormatException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        batches.close();
        compute.close();
        root.close();
        allocator.close();
        memory.close();
    }
}
