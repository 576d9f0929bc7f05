package io.lamella.core.column;

/// The values of one column for the rows of one batch, by row number. A row may hold null.
///
/// Vectors are buffers: they are filled, read and filled again, by one thread. Whoever wants to keep a value copies it.
public sealed interface Vector permits LongVector, BytesVector {
    /// Rows in one batch at most, and so the size of every vector.
    int CAPACITY = 4096;

    /// Whether the row has no value.
    boolean isNull(int row);

    void setNull(int row);
}
