package io.lamella.core.column;

import java.util.List;

/// The values of a nested column, taken apart: each scalar in its type is a leaf, which has entries for every row.
///
/// When it is filled, rows are added one after the other: [#beginRow], then entries for every leaf.
public final class NestedVector implements Vector {
    private final List<LeafVector> leaves;
    private final boolean required;

    /// @param leaves in the order of the type
    /// @param required whether every row has a value, if it be an empty one
    public NestedVector(List<LeafVector> leaves, boolean required) {
        this.leaves = List.copyOf(leaves);
        this.required = required;
    }

    public List<LeafVector> leaves() {
        return leaves;
    }

    /// Forgets all rows.
    public void clear() {
        leaves.forEach(LeafVector::clear);
    }

    /// Begins the next row.
    public void beginRow() {
        leaves.forEach(LeafVector::beginRow);
    }

    /// Rows make room for themselves when they are added.
    @Override
    public void reserve(int rows) {}

    @Override
    public void grow(int rows) {}

    @Override
    public boolean isNull(int row) {
        var first = leaves.getFirst();
        return !required && first.definition[first.entryStart(row)] == 0;
    }

    /// Makes a row null, whatever it has by now. Only the last one can become so.
    @Override
    public void setNull(int row) {
        for (var leaf : leaves) {
            if (row != leaf.rows() - 1) {
                throw new IllegalArgumentException("row " + (leaf.rows() - 1) + " is the last, not " + row);
            }
            leaf.revertRow();
            leaf.addNull(0, 0);
        }
    }
}
