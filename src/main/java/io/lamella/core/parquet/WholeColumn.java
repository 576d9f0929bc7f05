package io.lamella.core.parquet;

import io.lamella.core.column.ScalarVector;
import io.lamella.core.column.Vector;
import java.util.stream.IntStream;

/// All values of a flat column of a row group, to be taken out in another order.
abstract sealed class WholeColumn permits WholeLongs, WholeBytes {
    private static final int[] EVERY_ROW = IntStream.range(0, Vector.CAPACITY).toArray();

    static WholeColumn read(ColumnReader reader, int rows) {
        var column = reader.leaf().isLong() ? new WholeLongs(rows) : new WholeBytes(rows);
        var values = new VectorReader(reader, rows);
        int done = 0;
        for (int more = values.fill(); more > 0; more = values.fill()) {
            column.add(values.vector(), done, more);
            values.drop(more);
            done += more;
        }
        return column;
    }

    /// Takes the first `count` rows of a vector, as those from `row` on.
    abstract void add(ScalarVector vector, int row, int count);

    /// A number for each row that compares as its value does, whatever it is for rows that are null.
    abstract long[] ranks(ValueOrder order);

    abstract boolean isNull(int row);

    abstract ScalarVector vector(int rows);

    /// Puts a row into a vector.
    abstract void put(int row, ScalarVector to, int at);

    /// Appends all rows in the given order.
    final void append(int[] order, ColumnEncoder to) {
        var vector = vector(Math.min(order.length, Vector.CAPACITY));
        for (int from = 0; from < order.length; from += Vector.CAPACITY) {
            int count = Math.min(Vector.CAPACITY, order.length - from);
            for (int i = 0; i < count; i++) {
                if (isNull(order[from + i])) {
                    vector.setNull(i);
                } else {
                    put(order[from + i], vector, i);
                }
            }
            to.append(vector, EVERY_ROW, 0, count);
        }
    }
}
