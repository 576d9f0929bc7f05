package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.column.Vector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values of vectors as objects that can be compared.
final class VectorValues {
    private VectorValues() {}

    static void addTo(List<@Nullable Object> values, Vector vector, int rows) {
        for (int row = 0; row < rows; row++) {
            values.add(vector.isNull(row) ? null : value(vector, row));
        }
    }

    private static Object value(Vector vector, int row) {
        return switch ((ScalarVector) vector) {
            case LongVector longs -> longs.values[row];
            case BytesVector bytes ->
                ByteBuffer.wrap(
                        Arrays.copyOfRange(bytes.data, bytes.starts[row], bytes.starts[row] + bytes.lengths[row]));
        };
    }

    static List<@Nullable Object> comparable(List<@Nullable Object> values) {
        return values.stream()
                .<@Nullable Object>map(value -> value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value)
                .toList();
    }
}
