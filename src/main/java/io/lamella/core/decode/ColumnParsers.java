package io.lamella.core.decode;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses the fields of a block into the vectors of the columns.
final class ColumnParsers {
    private final List<BytesVector> vectors;

    ColumnParsers(List<ColumnSource> columns) {
        vectors = columns.stream().map(column -> new BytesVector()).toList();
    }

    /// Parses all rows of the block; reports at most one fault per row (the first column that does not fit).
    void parse(FieldBlock block, @Nullable Fault[] faults) {
        for (int column = 0; column < vectors.size(); column++) {
            BytesVector vector = vectors.get(column);
            vector.wrap(block.data);
            for (int row = 0; row < block.rows; row++) {
                if (block.kinds[column][row] <= FieldBlock.NULL) {
                    vector.setNull(row);
                } else {
                    vector.set(row, block.starts[column][row], block.lengths[column][row]);
                }
            }
        }
    }

    List<Vector> vectors() {
        return List.copyOf(vectors);
    }
}
