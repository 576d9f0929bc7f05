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
import java.util.function.IntFunction;

/// The rows of one column of a row group, in the type in which they are loaded.
interface ColumnRows {
    /// Takes away the first rows.
    void drop(int rows);

    /// Reads on if there is no row; answers how many there are now, 0 at the end.
    ///
    /// @param most rows to read; a column may read more by itself
    /// @param wanted whether any of them is wanted; if not, they may be anything
    int fill(int most, boolean wanted);

    /// Brings the first rows to the type in which they are loaded.
    LoadedColumn convert(int rows);

    /// @param most rows in one batch
    /// @param chunks the bytes of each leaf's [Footer#chunk], by the leaf's place
    /// @param rooms in which its leaves are read
    /// @param mayBeCoded whether values of a dictionary may be told by their places in it
    static ColumnRows open(
            RowGroupRows.Wanted column,
            Footer footer,
            int rowGroup,
            int most,
            IntFunction<ByteBuffer> chunks,
            ColumnRooms rooms,
            boolean mayBeCoded) {
        var readers = new ArrayList<ColumnReader>();
        int first = column.shape().leaf();
        for (int leaf = first; leaf < first + column.shape().leaves(); leaf++) {
            readers.add(
                    ColumnReader.ofChunk(footer, rowGroup, leaf, chunks.apply(leaf), Checksums.VERIFY, rooms.of(leaf)));
        }
        Map<Integer, LeafConversion> conversions = new HashMap<>();
        conversions(column.shape(), column.target(), footer, conversions);
        if (column.shape() instanceof Shape.Scalar scalar && scalar.flat()) {
            long rows = footer.rowGroups().get(rowGroup).rows();
            return new FlatRows(
                    readers.getFirst(), rows, most, conversions.getOrDefault(first, LeafConversion.NONE), mayBeCoded);
        }
        var leaves = new ArrayList<Leaf>();
        for (int i = 0; i < readers.size(); i++) {
            leaves.add(
                    new Leaf(new LeafReader(readers.get(i)), conversions.getOrDefault(first + i, LeafConversion.NONE)));
        }
        return new Nested(column.shape(), leaves, most);
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

    record Nested(Shape shape, List<Leaf> leaves, int capacity) implements ColumnRows {
        /// Entries of a leaf, beyond which a batch has no more rows.
        private static final int MAX_ENTRIES = 1 << 18;

        @Override
        public void drop(int rows) {
            leaves.forEach(leaf -> leaf.reader().drop(rows));
        }

        @Override
        public int fill(int most, boolean wanted) {
            int rows = capacity;
            for (var leaf : leaves) {
                rows = Math.min(rows, leaf.reader().fill(capacity, MAX_ENTRIES));
            }
            return rows;
        }

        @Override
        public LoadedColumn convert(int rows) {
            return new LoadedColumn.Nested(
                    shape, leaves.stream().map(leaf -> leaf.convert(rows)).toList());
        }
    }

    record Leaf(LeafReader reader, LeafConversion conversion) {
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
