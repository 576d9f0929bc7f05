package io.lamella.core.parquet;

import io.lamella.core.column.Vector;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.LeafColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Reads the rows of one row group back into vectors, batch by batch.
///
/// For files whose columns are of the types that Lamella writes, in any encoding and by any writer; [ColumnValues] reads
/// all others. Not for use by more than one thread.
public final class RowGroupReader implements AutoCloseable {
    private final List<BatchReader> readers;
    private final List<Vector> columns;
    private final long rows;
    private long read;
    private int batch;

    /// @param content the bytes of its [RowGroupInfo#range], not copied
    /// @throws ParquetFormatException when a column is of another type
    public RowGroupReader(Footer footer, int rowGroup, ByteBuffer content) {
        this(footer.rowGroups().get(rowGroup).rows(), readers(footer, rowGroup, content));
    }

    /// Reads flat columns of any type.
    ///
    /// @param wanted their places in the file
    RowGroupReader(Footer footer, int rowGroup, ByteBuffer content, List<Integer> wanted) {
        this(
                footer.rowGroups().get(rowGroup).rows(),
                wanted.stream()
                        .map(leaf -> flat(footer, rowGroup, content, leaf))
                        .toList());
    }

    private RowGroupReader(long rows, List<? extends BatchReader> readers) {
        this.rows = rows;
        this.readers = List.copyOf(readers);
        columns = readers.stream().<Vector>map(BatchReader::vector).toList();
    }

    private static List<BatchReader> readers(Footer footer, int rowGroup, ByteBuffer content) {
        var schema = footer.tableSchema()
                .orElseThrow(
                        () -> new ParquetFormatException("the file has columns of types that Lamella does not write"));
        var readers = new ArrayList<BatchReader>();
        int next = 0;
        for (var column : schema.columns()) {
            int first = next;
            next += LeafColumn.of(column).size();
            if (column.type() instanceof ColumnType.Nested) {
                var leaves = IntStream.range(first, next)
                        .mapToObj(leaf -> new LeafReader(reader(footer, rowGroup, content, leaf)))
                        .toList();
                readers.add(new NestedReader(leaves, column.required()));
            } else {
                readers.add(flat(footer, rowGroup, content, first));
            }
        }
        return readers;
    }

    private static VectorReader flat(Footer footer, int rowGroup, ByteBuffer content, int leaf) {
        return new VectorReader(
                reader(footer, rowGroup, content, leaf),
                footer.rowGroups().get(rowGroup).rows());
    }

    private static ColumnReader reader(Footer footer, int rowGroup, ByteBuffer content, int leaf) {
        return new ColumnReader(footer, rowGroup, leaf, content, Checksums.VERIFY);
    }

    /// Goes on to the next batch.
    ///
    /// @return the rows in the batch now in [#columns], 0 at the end; at most [Vector#CAPACITY]
    public int next() {
        for (var reader : readers) {
            reader.drop(batch);
        }
        int rowsNow = Vector.CAPACITY;
        for (var reader : readers) {
            rowsNow = Math.min(rowsNow, reader.fill());
        }
        batch = rowsNow;
        read += batch;
        if (batch == 0 && read < rows) {
            throw new ParquetFormatException("the row group ends after " + read + " of its " + rows + " rows");
        }
        return batch;
    }

    /// In the order of the schema; the same vectors for every batch.
    public List<Vector> columns() {
        return columns;
    }

    @Override
    public void close() {}
}
