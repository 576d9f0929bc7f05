package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LeafVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.column.Vector;

/// Reads whole rows of a leaf of a nested column. Lists may be long, so one leaf may be ahead of another: what is left over of a
/// batch begins the next.
final class LeafReader {
    private final ColumnReader reader;
    private final LeafVector vector;
    private final int[] definition = new int[Vector.CAPACITY];
    private final int[] repetition = new int[Vector.CAPACITY];
    private boolean ended;

    LeafReader(ColumnReader reader) {
        this.reader = reader;
        ScalarVector values = reader.leaf().isLong() ? new LongVector(0) : new BytesVector(0);
        if (values instanceof BytesVector bytes) {
            bytes.clear();
        }
        vector = new LeafVector(values, reader.leaf().maxDefinition());
    }

    LeafVector vector() {
        return vector;
    }

    /// Takes away the first rows.
    void drop(int rows) {
        vector.drop(rows);
    }

    /// Reads on if there is no whole row; answers how many whole rows there are now, 0 at the end.
    int fill() {
        return fill(1, Integer.MAX_VALUE);
    }

    /// Reads on until there are so many whole rows, or so many entries; answers how many whole rows there are now, 0 at the end.
    int fill(int rows, int entries) {
        while (!ended && (wholeRows() == 0 || wholeRows() < rows && vector.entryStart(vector.rows()) < entries)) {
            ended = reader.read(vector, Vector.CAPACITY, definition, repetition) == 0;
        }
        return wholeRows();
    }

    /// Only the next row, or the end, shows that one is whole.
    private int wholeRows() {
        return ended ? vector.rows() : Math.max(0, vector.rows() - 1);
    }
}
