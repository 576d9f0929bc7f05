package io.lamella.core.parquet;

import io.lamella.core.column.LeafVector;
import io.lamella.core.column.NestedVector;
import io.lamella.core.column.Vector;
import io.lamella.core.schema.LeafColumn;
import io.lamella.core.schema.TableSchema;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/// Encodes rows, column by column, into row groups, one after the other.
///
/// It holds what is not finished: values of the open page of each column, dictionaries, and compressed pages. Callers bound
/// that by finishing row groups in time. Not thread-safe. After an exception it must be closed.
public final class RowGroupEncoder implements AutoCloseable {
    private final TableSchema schema;
    private final List<LeafColumn> columns;
    private final PageWriter writer;
    private final List<ColumnEncoder> encoders;
    private final ColumnRoom room = new ColumnRoom();

    /// Of row groups whose rows are to be sorted.
    private final @Nullable RowGroupSorter sorter;

    private long rows;

    public RowGroupEncoder(TableSchema schema, WriterSettings settings) {
        this(schema, settings, Background.NONE);
    }

    /// @param background where pages are compressed; it must not end before the encoder is closed
    public RowGroupEncoder(TableSchema schema, WriterSettings settings, Background background) {
        this.schema = schema;
        columns = LeafColumn.of(schema);
        var pages = new PageWriter(Compressor.of(settings.codec(), settings.level()), background);
        writer = pages;
        sorter = settings.sortBy().isEmpty() ? null : new RowGroupSorter(schema, settings, background);
        var perColumn = (sorter == null ? settings : settings.withoutFilters()).forColumns(columns.size());
        encoders = columns.stream()
                .map(column -> encoder(column, perColumn, pages))
                .toList();
    }

    private static ColumnEncoder encoder(LeafColumn column, WriterSettings settings, PageWriter pages) {
        return column.type().storage().isLong()
                ? new LongColumnEncoder(column, settings, pages)
                : new BytesColumnEncoder(column, settings, pages);
    }

    /// Appends rows of one batch.
    ///
    /// @param vectors one for each column, in the order of the schema
    /// @param selected numbers of rows in the vectors, ascending
    /// @param from where in `selected` to begin
    /// @param to where in `selected` to end, exclusively
    /// @throws IllegalArgumentException if a required column has a null, or a value has a length that its column has not
    public void append(List<? extends Vector> vectors, int[] selected, int from, int to) {
        if (vectors.size() != schema.columns().size()) {
            throw new IllegalArgumentException(
                    "there must be " + schema.columns().size() + " vectors but there are " + vectors.size());
        }
        if (from == to) {
            return;
        }
        int next = 0;
        for (int i = 0; i < vectors.size(); i++) {
            if (vectors.get(i) instanceof NestedVector nested) {
                for (var leaf : nested.leaves()) {
                    append(leaf, selected, from, to, encoders.get(next++));
                }
            } else {
                encoders.get(next++).append(vectors.get(i), selected, from, to);
            }
        }
        rows += to - from;
    }

    /// In runs of rows that lie side by side.
    private static void append(LeafVector leaf, int[] selected, int from, int to, ColumnEncoder encoder) {
        for (int at = from; at < to; ) {
            int end = at + 1;
            while (end < to && selected[end] == selected[end - 1] + 1) {
                end++;
            }
            int first = selected[at];
            encoder.append(
                    leaf, leaf.entryStart(first), leaf.entryStart(selected[end - 1] + 1), leaf.valueStart(first));
            at = end;
        }
    }

    /// Appends all rows of a row group of a file with the same columns. Pages are taken over as they are where that can be done.
    ///
    /// @param content the bytes of its [RowGroupInfo#range]
    /// @param pageIndex the bytes of its [RowGroupInfo#pageIndex], range behind range; without it no page is taken over
    /// @throws IllegalArgumentException when the columns are others
    public void append(Footer source, int rowGroup, ByteBuffer content, ByteBuffer pageIndex) {
        if (!source.tableSchema().equals(Optional.of(schema))) {
            throw new IllegalArgumentException("the columns must be " + TypeText.of(schema) + " but are "
                    + source.tableSchema().map(TypeText::of).orElse("of types that Lamella does not write"));
        }
        var group = source.rowGroups().get(rowGroup);
        var transfer = new ColumnTransfer(source, rowGroup, content, new SourceIndex(group, pageIndex), room);
        for (int i = 0; i < columns.size(); i++) {
            transfer.transfer(i, encoders.get(i));
        }
        rows += group.rows();
    }

    /// Appends rows that the caller moves column by column.
    ///
    /// @param moved how many rows each call of `move` appends to the encoder that it is given
    void append(long moved, ObjIntConsumer<ColumnEncoder> move) {
        for (int i = 0; i < encoders.size(); i++) {
            move.accept(encoders.get(i), i);
        }
        rows += moved;
    }

    /// Of the open row group.
    public long rows() {
        return rows;
    }

    /// Heap that the open row group holds, without what the buffers of open pages have in reserve.
    public long bufferedBytes() {
        return encoders.stream().mapToLong(ColumnEncoder::bufferedBytes).sum();
    }

    /// About what the open row group would come to if it were finished now.
    public long encodedBytes() {
        return encoders.stream().mapToLong(ColumnEncoder::encodedBytes).sum();
    }

    /// Finishes the open row group, which must have rows, and begins the next one.
    public EncodedRowGroup finish() {
        var encoded = encoded();
        return sorter == null ? encoded : sorter.sorted(encoded);
    }

    /// The same, for a row group that is joined with others if it is not full: only a full one is sorted, which others will be then.
    public EncodedRowGroup finish(RowGroupSize size) {
        var encoded = encoded();
        return sorter == null || !size.isFull(encoded.bytes()) ? encoded : sorter.sorted(encoded);
    }

    private EncodedRowGroup encoded() {
        if (rows == 0) {
            throw new IllegalStateException("a row group needs at least one row");
        }
        var chunks = encoders.stream().map(ColumnEncoder::finish).toList();
        var encoded = new EncodedRowGroup(columns, writer.codec(), rows, chunks);
        writer.endRowGroup();
        rows = 0;
        return encoded;
    }

    /// Takes back the memory of the last row group that was finished, which nobody may look at any more. It saves the next one the time of
    /// asking for its own. To be called before rows are appended.
    public void reuse() {
        if (rows > 0) {
            throw new IllegalStateException("the next row group was begun already");
        }
        writer.reuse();
    }

    /// Frees native memory. What is not finished is lost.
    @Override
    public void close() {
        writer.close();
    }
}
