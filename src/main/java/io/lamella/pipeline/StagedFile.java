package io.lamella.pipeline;

import io.lamella.core.column.Vector;
import io.lamella.core.parquet.FileLayout;
import io.lamella.core.parquet.RowGroupEncoder;
import io.lamella.core.parquet.RowGroupSize;
import io.lamella.core.parquet.SchemaFingerprint;
import io.lamella.core.parquet.WriterSettings;
import io.lamella.core.schema.TableSchema;
import io.lamella.core.table.Receipt;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The staged file that an attempt makes for one partition, while it is being made.
final class StagedFile {
    private final String partition;
    private final TableSchema schema;
    private final WriterSettings settings;
    private final RowGroupSize size;
    private final FileLayout layout;
    private final ObjectWriter writer;
    private @Nullable RowGroupEncoder encoder;

    StagedFile(String partition, TableSchema schema, WriterSettings settings, RowGroupSize size, ObjectWriter writer) {
        this.partition = partition;
        this.schema = schema;
        this.settings = settings;
        this.size = size;
        this.layout = FileLayout.create(schema);
        this.writer = writer;
    }

    /// The first `count` of `rows` are taken from the columns of the file's schema.
    void append(List<? extends Vector> columns, int[] rows, int count) {
        var open = encoder;
        if (open == null) {
            open = new RowGroupEncoder(schema, settings);
            encoder = open;
        }
        open.append(columns, rows, 0, count);
    }

    /// Whether the open row group should end here. One whose rows will be sorted ends when it is full: how much better they compress then is not
    /// known, so what is still to come cannot be divided evenly.
    ///
    /// @param ahead how much of the slice is still to come, for each byte of it that was taken
    boolean mustEndRowGroup(double ahead) {
        if (encoder == null) {
            return false;
        }
        long encoded = encoder.encodedBytes();
        double expected = settings.sortBy().isEmpty() ? ahead * (layout.position() + encoded) : 0;
        return size.endsEvenly(encoded, (long) expected);
    }

    /// Memory held, in bytes.
    long bufferedBytes() {
        return (encoder == null ? 0 : encoder.bufferedBytes()) + writer.bufferedBytes();
    }

    /// Of these, the bytes that are encoded and wait to be sent.
    long pendingBytes() {
        return writer.bufferedBytes();
    }

    /// Waits until what was sent has arrived, so that it takes no memory any more.
    Uni<Void> settle() {
        return writer.settleAll();
    }

    boolean hasOpenRowGroup() {
        return encoder != null;
    }

    /// Ends the open row group, sends it on its way and frees its memory.
    Uni<Void> endRowGroup() {
        var open = encoder;
        if (open == null) {
            return Uni.createFrom().voidItem();
        }
        var bytes = new ArrayList<ByteBuffer>(layout.position() == 0 ? layout.start() : List.of());
        bytes.addAll(layout.rowGroup(open.finish(size)));
        open.close();
        encoder = null;
        return writer.write(bytes);
    }

    /// Ends the file and makes it an object; answers what the receipt says of it.
    Uni<Receipt.Staged> finish(Map<String, String> keyValues) {
        return endRowGroup()
                .chain(() -> writer.write(layout.finish(keyValues)))
                .chain(() -> writer.finish(Condition.ALWAYS))
                .map(etag ->
                        new Receipt.Staged(partition, layout.rows(), layout.position(), SchemaFingerprint.of(schema)));
    }

    String partition() {
        return partition;
    }

    Location location() {
        return writer.target();
    }

    Uni<Void> abort() {
        if (encoder != null) {
            encoder.close();
            encoder = null;
        }
        return writer.abort();
    }
}
