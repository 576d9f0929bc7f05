package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.Vector;
import io.lamella.core.schema.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column with its values, as vectors hold them: longs or byte arrays, and null.
record ColumnData(Column column, List<@Nullable Object> values) {
    ColumnData {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /// Fills a vector with the values from `from` on, into rows `step` apart, with something else in the rows between.
    Vector vector(int from, int count, int step) {
        return column.type().storage().isLong() ? longs(from, count, step) : bytes(from, count, step);
    }

    private LongVector longs(int from, int count, int step) {
        var vector = new LongVector(count * step);
        for (int row = 0; row < count * step; row++) {
            var value = values.get(from + row / step);
            if (row % step != 0) {
                vector.set(row, -row);
            } else if (value == null) {
                vector.values[row] = row;
                vector.setNull(row);
            } else {
                vector.set(row, (long) value);
            }
        }
        return vector;
    }

    private BytesVector bytes(int from, int count, int step) {
        var vector = new BytesVector(count * step);
        vector.clear();
        for (int row = 0; row < count * step; row++) {
            var value = row % step == 0 ? values.get(from + row / step) : new byte[] {(byte) row};
            if (value == null) {
                vector.setNull(row);
            } else {
                byte[] bytes = (byte[]) value;
                int start = vector.append(row, bytes.length);
                System.arraycopy(bytes, 0, vector.data, start, bytes.length);
            }
        }
        return vector;
    }
}
