package io.lamella.core.parquet;

import io.lamella.core.column.Vector;

/// Reads a column of a table, batch by batch.
interface BatchReader {
    /// What [#fill] fills; always the same.
    Vector vector();

    /// Reads on if the vector has no row; answers how many it has, 0 at the end, [Vector#CAPACITY] at most.
    int fill();

    /// Takes away the first rows.
    void drop(int rows);
}
