package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.Vector;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.TableSchema;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/// Joins row groups of files of any writers to full ones, in a file whose columns theirs can be brought to.
///
/// Not for use by more than one thread. After an exception it must be closed.
public final class FileJoiner implements AutoCloseable {
    private static final int[] EVERY_ROW = IntStream.range(0, Vector.CAPACITY).toArray();

    private final TableSchema carriers;
    private final List<String> names;
    private final JoinedRowGroup joined;
    private final ColumnRoom room = new ColumnRoom();

    /// @param schema of the file that is written; flat
    /// @param layout of that file
    public FileJoiner(FileSchema schema, WriterSettings settings, RowGroupSize size, FileLayout layout) {
        this.carriers = new TableSchema(schema.carriers());
        this.names = carriers.columns().stream().map(Column::name).toList();
        this.joined = new JoinedRowGroup(carriers, settings, size, layout);
    }

    /// Adds the rows of a row group, and ends the joined one if it is full by now.
    ///
    /// @param match of the source with the schema of the file that is written
    /// @param content the bytes of its [RowGroupInfo#range]
    /// @param remaining bytes that are still to be joined after it
    /// @return what is to be written at the layout's position, mostly nothing
    /// @throws ParquetFormatException if the row group is broken
    public List<ByteBuffer> add(SchemaMatch match, Footer source, int rowGroup, ByteBuffer content, long remaining) {
        var group = source.rowGroups().get(rowGroup);
        var transfer =
                new ColumnTransfer(source, rowGroup, content, new SourceIndex(group, ByteBuffer.allocate(0)), room);
        joined.encoder(() -> KeptFilters.of(source, rowGroup, match.columns(), names))
                .append(group.rows(), (to, i) -> {
                    int column = match.columns().get(i);
                    var conversion = match.conversions().get(i);
                    if (column == SchemaMatch.MISSING) {
                        appendNulls(carriers.columns().get(i), group.rows(), to);
                    } else if (conversion.equals(ValueConversion.NONE)) {
                        transfer.transfer(column, to);
                    } else {
                        var reader = new ColumnReader(source, rowGroup, column, content, Checksums.VERIFY, room.next());
                        convert(new VectorReader(reader, group.rows()), conversion, to);
                    }
                });
        return joined.endIfFull(remaining);
    }

    private static void convert(VectorReader reader, ValueConversion conversion, ColumnEncoder encoder) {
        for (int rows = reader.fill(); rows > 0; rows = reader.fill()) {
            encoder.append(conversion.apply(reader.vector(), rows), EVERY_ROW, 0, rows);
            reader.drop(rows);
        }
    }

    private static void appendNulls(Column column, long rows, ColumnEncoder encoder) {
        Vector nulls =
                column.type().storage().isLong() ? new LongVector(Vector.CAPACITY) : new BytesVector(Vector.CAPACITY);
        IntStream.range(0, Vector.CAPACITY).forEach(nulls::setNull);
        for (long left = rows; left > 0; left -= Vector.CAPACITY) {
            encoder.append(nulls, EVERY_ROW, 0, Math.toIntExact(Math.min(left, Vector.CAPACITY)));
        }
    }

    /// Ends the joined row group, if there is one; answers what is to be written at the layout's position.
    public List<ByteBuffer> end() {
        return joined.end();
    }

    /// Frees native memory. What was not ended is lost.
    @Override
    public void close() {
        joined.close();
    }
}
