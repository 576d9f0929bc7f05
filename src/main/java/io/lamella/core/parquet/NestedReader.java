package io.lamella.core.parquet;

import io.lamella.core.column.NestedVector;
import io.lamella.core.column.Vector;
import java.util.List;

/// Reads whole rows of a nested column.
final class NestedReader implements BatchReader {
    private final List<LeafReader> leaves;
    private final NestedVector vector;

    NestedReader(List<LeafReader> leaves, boolean required) {
        this.leaves = List.copyOf(leaves);
        vector = new NestedVector(leaves.stream().map(LeafReader::vector).toList(), required);
    }

    @Override
    public NestedVector vector() {
        return vector;
    }

    @Override
    public int fill() {
        int rows = Vector.CAPACITY;
        for (var leaf : leaves) {
            rows = Math.min(rows, leaf.fill());
        }
        return rows;
    }

    @Override
    public void drop(int rows) {
        leaves.forEach(leaf -> leaf.drop(rows));
    }
}
