package io.lamella.core.parquet;

import io.lamella.core.schema.LeafColumn;
import io.lamella.core.schema.TableSchema;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.SortingColumn;

/// Sorts the rows of finished row groups, and encodes them anew.
///
/// It holds the row group twice, encoded, and one column of it decoded, each distinct value once.
final class RowGroupSorter {
    private final TableSchema schema;
    private final List<LeafColumn> columns;
    private final WriterSettings settings;
    private final Background background;

    /// The columns to sort by that the table has, with their places. One that stands only in the path is the same in all rows.
    private final List<By> by = new ArrayList<>();

    private record By(int column, SortColumn how, ValueOrder order) {}

    private record Key(long[] ranks, WholeColumn values, SortColumn how) implements StableSort.Order {
        @Override
        public int compare(int a, int b) {
            boolean noA = values.isNull(a);
            boolean noB = values.isNull(b);
            if (noA || noB) {
                return noA == noB ? 0 : noA == how.nullsFirst() ? -1 : 1;
            }
            return how.descending() ? Long.compare(ranks[b], ranks[a]) : Long.compare(ranks[a], ranks[b]);
        }
    }

    /// @param settings of the sorted row groups
    RowGroupSorter(TableSchema schema, WriterSettings settings, Background background) {
        this.schema = schema;
        this.columns = LeafColumn.of(schema);
        this.settings = settings.sortedBy(List.of());
        this.background = background;
        for (var how : settings.sortBy()) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).isFlat() && columns.get(i).path().equals(List.of(how.column()))) {
                    by.add(new By(i, how, ValueOrder.of(columns.get(i).type())));
                }
            }
        }
    }

    /// The same rows, sorted. Those that are equal keep their order.
    EncodedRowGroup sorted(EncodedRowGroup group) {
        if (by.isEmpty()) {
            return group;
        }
        var footer = footer(group);
        int rows = Math.toIntExact(group.rows());
        int[] order = order(group, footer, rows);
        try (var encoder = new RowGroupEncoder(schema, settings, background)) {
            encoder.append(rows, (to, column) -> {
                var reader = reader(group, footer, column);
                if (columns.get(column).isFlat()) {
                    WholeColumn.read(reader, rows).append(order, to);
                } else {
                    appendEntries(new LeafReader(reader), order, to);
                }
            });
            return encoder.finish().withOrder(sortingColumns());
        }
    }

    private int[] order(EncodedRowGroup group, Footer footer, int rows) {
        var keys = new ArrayList<Key>();
        for (var one : by) {
            var values = WholeColumn.read(reader(group, footer, one.column()), rows);
            keys.add(new Key(values.ranks(one.order()), values, one.how()));
        }
        return StableSort.sorted(rows, (a, b) -> {
            for (var key : keys) {
                int compared = key.compare(a, b);
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        });
    }

    private static void appendEntries(LeafReader reader, int[] order, ColumnEncoder to) {
        reader.fill(Integer.MAX_VALUE, Integer.MAX_VALUE);
        var leaf = reader.vector();
        for (int row : order) {
            to.append(leaf, leaf.entryStart(row), leaf.entryStart(row + 1), leaf.valueStart(row));
        }
    }

    private static ColumnReader reader(EncodedRowGroup group, Footer footer, int column) {
        return ColumnReader.ofChunk(footer, 0, column, group.chunk(column), Checksums.IGNORE, new ColumnRoom());
    }

    /// Of a file that has nothing but the row group.
    private Footer footer(EncodedRowGroup group) {
        var layout = FileLayout.create(schema);
        layout.start();
        layout.rowGroup(group);
        var end = layout.finish(Map.of());
        var bytes =
                ByteBuffer.allocate(end.stream().mapToInt(ByteBuffer::remaining).sum());
        end.forEach(buffer -> bytes.put(buffer.duplicate()));
        return Footer.parse(bytes.flip(), layout.position());
    }

    private List<SortingColumn> sortingColumns() {
        return by.stream()
                .map(one -> new SortingColumn(
                        one.column(), one.how().descending(), one.how().nullsFirst()))
                .toList();
    }
}
