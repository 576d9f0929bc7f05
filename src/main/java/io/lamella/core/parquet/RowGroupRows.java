package io.lamella.core.parquet;

import io.lamella.core.column.LongVector;
import io.lamella.core.load.LoadType;
import io.lamella.core.load.LoadedColumn;
import io.lamella.core.load.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Reads some columns of one row group of any file, batch by batch, in the types in which they are loaded.
///
/// Not for use by more than one thread.
public final class RowGroupRows {
    /// Entries of a nested leaf, beyond which a batch has no more rows.
    private static final int MAX_ENTRIES = 1 << 18;

    private final List<ColumnRows> columns = new ArrayList<>();
    private final EachColumn each;
    private final long rows;
    private final int most;
    private long read;
    private int batch;
    private List<LoadedColumn> loaded = List.of();

    /// A column to read.
    ///
    /// @param shape in the file
    /// @param target the type to bring it to, which a [io.lamella.core.load.SchemaMerge] found for it and others
    public record Wanted(Shape shape, LoadType target) {}

    /// @param chunks the bytes of each leaf's [Footer#chunk], by the leaf's place
    /// @param most rows in one batch
    /// @param each how columns are decoded
    /// @throws ParquetFormatException when what the footer says of a column cannot be
    public RowGroupRows(
            Footer footer,
            int rowGroup,
            List<Wanted> wanted,
            IntFunction<ByteBuffer> chunks,
            int most,
            EachColumn each) {
        this.each = each;
        this.rows = footer.rowGroups().get(rowGroup).rows();
        this.most = most;
        for (var column : wanted) {
            var readers = new ArrayList<ColumnReader>();
            for (int i = 0; i < column.shape().leaves(); i++) {
                int leaf = column.shape().leaf() + i;
                readers.add(ColumnReader.ofChunk(footer, rowGroup, leaf, chunks.apply(leaf), Checksums.VERIFY));
            }
            columns.add(open(column, footer, readers));
        }
    }

    private ColumnRows open(Wanted column, Footer footer, List<ColumnReader> readers) {
        Map<Integer, LeafConversion> conversions = new HashMap<>();
        conversions(column.shape(), column.target(), footer, conversions);
        int first = column.shape().leaf();
        if (column.shape() instanceof Shape.Scalar scalar && scalar.flat()) {
            return new FlatRows(
                    new VectorReader(readers.getFirst(), rows, most),
                    conversions.getOrDefault(first, LeafConversion.NONE));
        }
        var leaves = new ArrayList<NestedLeaf>();
        for (int i = 0; i < readers.size(); i++) {
            leaves.add(new NestedLeaf(
                    new LeafReader(readers.get(i)), conversions.getOrDefault(first + i, LeafConversion.NONE)));
        }
        return new NestedRows(column.shape(), leaves, most);
    }

    private static void conversions(Shape shape, LoadType target, Footer footer, Map<Integer, LeafConversion> to) {
        switch (shape) {
            case Shape.Scalar scalar ->
                to.put(scalar.leaf(), LeafConversion.of(footer.leaves().get(scalar.leaf()), scalar.type(), target));
            case Shape.Repeated repeated -> {
                var members = switch (target) {
                    case LoadType.Array(LoadType.Field element) -> List.of(element);
                    case LoadType.Map(LoadType.Field key, LoadType.Field value) -> List.of(key, value);
                    default -> throw mismatch(shape, target);
                };
                for (int i = 0; i < members.size(); i++) {
                    conversions(repeated.members().get(i), members.get(i).type(), footer, to);
                }
            }
            case Shape.Struct struct -> {
                if (!(target instanceof LoadType.Struct(List<LoadType.Field> fields))) {
                    throw mismatch(shape, target);
                }
                for (int i = 0; i < struct.members().size(); i++) {
                    var name = struct.type().fields().get(i).name();
                    var field = fields.stream()
                            .filter(one -> one.name().equals(name))
                            .findFirst()
                            .orElseThrow(() -> mismatch(shape, target));
                    conversions(struct.members().get(i), field.type(), footer, to);
                }
            }
        }
    }

    private static IllegalArgumentException mismatch(Shape shape, LoadType target) {
        return new IllegalArgumentException(shape.type().text() + " cannot be loaded as " + target.text());
    }

    /// Goes on to the next batch.
    ///
    /// @return the rows in the batch that [#columns] has now, 0 at the end
    /// @throws ParquetFormatException when a column is broken
    public int next() {
        var filled = new int[columns.size()];
        each.run(filled.length, column -> {
            columns.get(column).drop(batch);
            filled[column] = columns.get(column).fill();
        });
        batch = IntStream.of(filled).reduce((int) Math.min(most, rows - read), Math::min);
        read += batch;
        if (batch == 0 && read < rows) {
            throw new ParquetFormatException("the row group ends after " + read + " of its " + rows + " rows");
        }
        var converted = new AtomicReferenceArray<LoadedColumn>(columns.size());
        each.run(
                columns.size(),
                column -> converted.set(column, columns.get(column).convert(batch)));
        loaded = IntStream.range(0, columns.size()).mapToObj(converted::get).toList();
        return batch;
    }

    /// In the order in which they were wanted, valid until the next call of [#next]. They may hold more rows than the batch has.
    public List<LoadedColumn> columns() {
        return loaded;
    }

    /// The rows of one column.
    private interface ColumnRows {
        /// As [BatchReader#fill].
        int fill();

        /// Takes away the first rows.
        void drop(int rows);

        /// Brings the first rows, and no others, to the type in which they are loaded. To be called once for each row.
        LoadedColumn convert(int rows);
    }

    private record FlatRows(VectorReader reader, LeafConversion conversion) implements ColumnRows {
        @Override
        public int fill() {
            return reader.fill();
        }

        @Override
        public void drop(int rows) {
            reader.drop(rows);
        }

        @Override
        public LoadedColumn convert(int rows) {
            return new LoadedColumn.Flat(conversion.apply(reader.vector(), rows));
        }
    }

    private record NestedRows(Shape shape, List<NestedLeaf> leaves, int most) implements ColumnRows {
        @Override
        public int fill() {
            int rows = most;
            for (var leaf : leaves) {
                rows = Math.min(rows, leaf.reader().fill(most, MAX_ENTRIES));
            }
            return rows;
        }

        @Override
        public void drop(int rows) {
            leaves.forEach(leaf -> leaf.reader().drop(rows));
        }

        @Override
        public LoadedColumn convert(int rows) {
            return new LoadedColumn.Nested(
                    shape, leaves.stream().map(leaf -> leaf.convert(rows)).toList());
        }
    }

    private record NestedLeaf(LeafReader reader, LeafConversion conversion) {
        LoadedColumn.Leaf convert(int rows) {
            var levels = reader.vector();
            int count = levels.valueStart(rows);
            if (levels.values instanceof LongVector longs) {
                Arrays.fill(longs.present, 0, count, (byte) 1);
            }
            return new LoadedColumn.Leaf(levels, conversion.apply(levels.values, count));
        }
    }
}
