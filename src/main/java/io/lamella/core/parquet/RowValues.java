package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import java.util.Arrays;

/// Brings values, which lie side by side in a page, to the rows that have one; the others become null.
///
/// @param maxDefinition the definition level of an entry that is a value
record RowValues(int maxDefinition) {
    /// Where no row is null.
    void fill(ScalarVector vector, int from, int count, PageValues values) {
        switch (vector) {
            case LongVector longs -> {
                Arrays.fill(longs.present, from, from + count, (byte) 1);
                values.read(longs.values, from, count);
            }
            case BytesVector bytes -> values.put(bytes, from, count);
        }
    }

    /// @param definition the level of each row, at the place of the row
    void fill(ScalarVector vector, int from, int count, PageValues values, int[] definition) {
        switch (vector) {
            case LongVector longs -> {
                int present = mark(longs.present, from, count, definition);
                values.read(longs.values, from, present);
                spread(longs, from, count, present);
            }
            case BytesVector bytes -> {
                int present = present(from, count, definition);
                values.put(bytes, from, present);
                spread(bytes, from, count, present, definition);
            }
        }
    }

    /// As ids of a dictionary, -1 for null.
    ///
    /// @param ids with room for one more
    /// @param definition the level of each row, at the place of the row
    void fill(int[] ids, int from, int count, PageValues values, int[] definition) {
        int present = present(from, count, definition);
        int next = from + count - present;
        values.readIds(ids, next, present);
        // Without a branch, which nobody could foretell: the next id is never in front of its row.
        for (int row = from; row < from + count; row++) {
            int there = definition[row] == maxDefinition ? 1 : 0;
            ids[row] = ids[next] | (there - 1);
            next += there;
        }
    }

    /// Marks rows that have a value with 1, others with 0; answers how many have one.
    int mark(byte[] present, int from, int count, int[] definition) {
        int sum = 0;
        for (int row = from; row < from + count; row++) {
            int there = definition[row] == maxDefinition ? 1 : 0;
            present[row] = (byte) there;
            sum += there;
        }
        return sum;
    }

    private int present(int from, int count, int[] definition) {
        int sum = 0;
        for (int row = from; row < from + count; row++) {
            sum += definition[row] == maxDefinition ? 1 : 0;
        }
        return sum;
    }

    private static void spread(LongVector vector, int from, int count, int present) {
        int next = from + present - 1;
        for (int row = from + count - 1; next < row && row >= from; row--) {
            if (vector.present[row] != 0) {
                vector.values[row] = vector.values[next--];
            }
        }
    }

    private void spread(BytesVector vector, int from, int count, int present, int[] definition) {
        int next = from + present - 1;
        for (int row = from + count - 1; next < row && row >= from; row--) {
            if (definition[row] == maxDefinition) {
                vector.set(row, vector.starts[next], vector.lengths[next]);
                next--;
            } else {
                vector.setNull(row);
            }
        }
    }
}
