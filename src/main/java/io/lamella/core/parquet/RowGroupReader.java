package io.lamella.core.parquet;

import io.lamella.core.column.Vector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Reads the rows of one row group back into vectors, batch by batch.
///
/// For files whose columns are of the types that Lamella writes, in any encoding and by any writer; [ColumnValues] reads
/// all others. Not for use by more than one thread.
public final class RowGroupReader implements AutoCloseable {
    private final List<VectorReader> readers = new ArrayList<>();
    private final List<Vector> columns;
    private final long rows;
    private long read;
    private int batch;

    /// @param content the bytes of its [RowGroupInfo#range], not copied
    /// @throws ParquetFormatException when a column is of another type
    public RowGroupReader(Footer footer, int rowGroup, ByteBuffer content) {
        if (footer.tableSchema().isEmpty()) {
            throw new ParquetFormatException("the file has columns of types that Lamella does not write");
        }
        this(
                footer,
                rowGroup,
                content,
                IntStream.range(0, footer.columnCount()).boxed().toList());
    }

    /// Reads flat columns of any type.
    ///
    /// @param wanted their places in the file
    RowGroupReader(Footer footer, int rowGroup, ByteBuffer content, List<Integer> wanted) {
        rows = footer.rowGroups().get(rowGroup).rows();
        for (int i : wanted) {
            readers.add(new VectorReader(new ColumnReader(footer, rowGroup, i, content, Checksums.VERIFY), rows));
        }
        columns = readers.stream().map(VectorReader::vector).toList();
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
