package io.lamella.core.table;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.column.Vector;
import io.lamella.core.decode.RowBatch;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells to which partition each row of a batch belongs.
public final class PartitionRouter {
    private final List<Level> levels;
    private final Map<String, Rows> byPartition = new HashMap<>();
    private final List<Rows> touched = new ArrayList<>();

    /// @param schema of the rows that will come
    /// @throws IllegalArgumentException if a partition's column is not there or its type cannot name a partition
    public PartitionRouter(List<PartitionField> partitions, TableSchema schema) {
        levels = partitions.stream().map(field -> level(field, schema)).toList();
    }

    /// Takes the rows of a batch that belong to one partition; the first `count` of `rows` count. The array is used again
    /// after the call.
    public interface Sink {
        void accept(String partition, int[] rows, int count);
    }

    public void route(RowBatch batch, Sink sink) {
        if (levels.isEmpty()) {
            if (batch.accepted() > 0) {
                sink.accept("", batch.rows(), batch.accepted());
            }
            return;
        }
        for (int i = 0; i < batch.accepted(); ) {
            int end = i + 1;
            while (end < batch.accepted() && isSame(batch, i, end)) {
                end++;
            }
            rowsOf(partitionOf(batch, batch.rows()[i])).add(batch.rows(), i, end);
            i = end;
        }
        for (var rows : touched) {
            sink.accept(rows.partition, rows.numbers, rows.count);
            rows.count = 0;
        }
        touched.clear();
        // A column of very many values must not be remembered for ever.
        if (byPartition.size() > Vector.CAPACITY) {
            byPartition.clear();
        }
    }

    private Rows rowsOf(String partition) {
        var rows = byPartition.computeIfAbsent(partition, Rows::new);
        if (rows.count == 0) {
            touched.add(rows);
        }
        return rows;
    }

    private boolean isSame(RowBatch batch, int first, int other) {
        for (var level : levels) {
            if (!level.isSame(batch.columns().get(level.column()), batch.rows()[first], batch.rows()[other])) {
                return false;
            }
        }
        return true;
    }

    private String partitionOf(RowBatch batch, int row) {
        var path = new PartitionPath();
        for (var level : levels) {
            var vector = batch.columns().get(level.column());
            path.add(level.name(), vector.isNull(row) ? "" : level.value().of(scalar(vector), row));
        }
        return path.toString();
    }

    /// Columns of other types make no partitions.
    private static ScalarVector scalar(Vector vector) {
        return (ScalarVector) vector;
    }

    private static Level level(PartitionField field, TableSchema schema) {
        for (int i = 0; i < schema.columns().size(); i++) {
            var column = schema.columns().get(i);
            if (column.name().equals(field.column())) {
                return new Level(field.name(), i, PartitionValue.of(field, column.type()));
            }
        }
        throw new IllegalArgumentException("partition " + field.name() + " needs a column " + field.column()
                + ", which the dataset does not have");
    }

    private record Level(String name, int column, PartitionValue value) {
        /// Whether two rows are in the same partition for certain. Equal values are; different ones may be.
        boolean isSame(Vector vector, int first, int other) {
            if (vector.isNull(first) || vector.isNull(other)) {
                return vector.isNull(first) && vector.isNull(other);
            }
            return switch (scalar(vector)) {
                case LongVector longs -> value.isSame(longs.values[first], longs.values[other]);
                case BytesVector bytes ->
                    Arrays.equals(
                            bytes.data,
                            bytes.starts[first],
                            bytes.starts[first] + bytes.lengths[first],
                            bytes.data,
                            bytes.starts[other],
                            bytes.starts[other] + bytes.lengths[other]);
            };
        }
    }

    private static final class Rows {
        private final String partition;
        private int[] numbers = new int[16];
        private int count;

        Rows(String partition) {
            this.partition = partition;
        }

        void add(int[] rows, int from, int to) {
            int needed = count + to - from;
            if (needed > numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(needed, 2 * numbers.length));
            }
            System.arraycopy(rows, from, numbers, count, to - from);
            count += to - from;
        }
    }

    /// Whether a column of this type can name partitions under this transform.
    public static boolean isPossible(ColumnType type, PartitionField.Transform transform) {
        return PartitionValue.isPossible(type, transform);
    }
}
