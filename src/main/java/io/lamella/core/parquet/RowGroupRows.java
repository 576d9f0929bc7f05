package io.lamella.core.parquet;

import io.lamella.core.load.LoadType;
import io.lamella.core.load.LoadedColumn;
import io.lamella.core.load.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Reads some columns of one row group of any file, batch by batch, in the types in which they are loaded.
///
/// Columns that a condition looks at are read first; of the others, pages without a row that is wanted are stepped over. Not for use
/// by more than one thread.
public final class RowGroupRows {
    private final List<ColumnRows> columns;
    private final Condition condition;
    private final EachColumn each;
    private final int[] conditional;
    private final int[] others;
    private final int[] places;
    private final long rows;
    private final int most;
    private final AtomicReferenceArray<LoadedColumn> loaded;
    private long read;
    private int batch;
    private int selected;

    /// A column to read.
    ///
    /// @param shape in the file
    /// @param target the type to bring it to, which a [io.lamella.core.load.SchemaMerge] found for it and others
    public record Wanted(Shape shape, LoadType target) {}

    /// Tells which rows are wanted.
    public interface Condition {
        /// Every row is.
        Condition NONE = new Condition() {
            @Override
            public Set<Integer> columns() {
                return Set.of();
            }

            @Override
            public int select(List<LoadedColumn> columns, int rows, int[] places) {
                for (int row = 0; row < rows; row++) {
                    places[row] = row;
                }
                return rows;
            }
        };

        /// The places of the columns that it looks at, among those that are read.
        Set<Integer> columns();

        /// Finds those of the first rows that are wanted. The answer for a row must be the same however often it is asked for.
        ///
        /// @param columns those that are read; others than [#columns] are missing
        /// @param places takes the places of the rows, ascending
        /// @return how many there are
        int select(List<LoadedColumn> columns, int rows, int[] places);
    }

    /// @param chunks the bytes of each leaf's [Footer#chunk], by the leaf's place
    /// @param rooms in which they are read, to be used again when nobody looks at [#columns] any more
    /// @param most rows in one batch
    /// @param each how columns are decoded
    /// @throws ParquetFormatException when what the footer says of a column cannot be
    public RowGroupRows(
            Footer footer,
            int rowGroup,
            List<Wanted> wanted,
            Condition condition,
            IntFunction<ByteBuffer> chunks,
            ColumnRooms rooms,
            int most,
            EachColumn each) {
        this.condition = condition;
        this.each = each;
        this.most = most;
        rows = footer.rowGroups().get(rowGroup).rows();
        conditional =
                condition.columns().stream().mapToInt(place -> place).sorted().toArray();
        columns = IntStream.range(0, wanted.size())
                .mapToObj(place -> ColumnRows.open(
                        wanted.get(place),
                        footer,
                        rowGroup,
                        most,
                        chunks,
                        rooms,
                        Arrays.binarySearch(conditional, place) < 0))
                .toList();
        loaded = new AtomicReferenceArray<>(columns.size());
        places = new int[most];
        others = IntStream.range(0, columns.size())
                .filter(place -> Arrays.binarySearch(conditional, place) < 0)
                .toArray();
    }

    /// Goes on to the next batch.
    ///
    /// @return the rows in the batch that [#columns] has now, 0 at the end; not all of them may be [#selected]
    /// @throws ParquetFormatException when a column is broken
    public int next() {
        int dropped = batch;
        int looked = fill(conditional, dropped, (int) Math.min(most, rows - read), true);
        IntStream.range(0, columns.size()).forEach(place -> loaded.set(place, new LoadedColumn.Missing()));
        convert(conditional, looked);
        selected = condition.select(columns(), looked, places);
        batch = fill(others, dropped, looked, selected > 0);
        if (selected > 0) {
            convert(others, batch);
        }
        while (selected > 0 && places[selected - 1] >= batch) {
            selected--;
        }
        read += batch;
        if (batch == 0 && read < rows) {
            throw new ParquetFormatException("the row group ends after " + read + " of its " + rows + " rows");
        }
        return batch;
    }

    private int fill(int[] which, int dropped, int limit, boolean wanted) {
        var filled = new int[which.length];
        each.run(which.length, i -> {
            var column = columns.get(which[i]);
            column.drop(dropped);
            filled[i] = column.fill(limit, wanted);
        });
        return IntStream.of(filled).reduce(limit, Math::min);
    }

    private void convert(int[] which, int count) {
        each.run(which.length, i -> loaded.set(which[i], columns.get(which[i]).convert(count)));
    }

    /// In the order in which they were wanted, valid until the next call of [#next]. They may hold more rows than the batch has, and
    /// anything in rows that are not selected; if none is, some are missing.
    public List<LoadedColumn> columns() {
        return IntStream.range(0, columns.size()).mapToObj(loaded::get).toList();
    }

    /// The places of the rows of the batch that are wanted, ascending, valid until the next call of [#next]; as many as are
    /// [#selected].
    public int[] places() {
        return places;
    }

    /// How many rows of the batch are wanted.
    public int selected() {
        return selected;
    }
}
