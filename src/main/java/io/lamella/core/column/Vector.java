package io.lamella.core.column;

/// The values of one column for the rows of one batch, by row number. A row may hold null.
///
/// Vectors are buffers: they are filled, read and filled again, by one thread. Whoever wants to keep a value copies it.
public sealed interface Vector permits ScalarVector, NestedVector {
    /// Rows in one batch at most.
    int CAPACITY = 4096;

    /// Makes room for so many rows, up to [#CAPACITY]. If there was less, what the vector held is lost.
    void reserve(int rows);

    /// Makes room for so many rows, however many; what the vector holds stays.
    void grow(int rows);

    /// Whether the row has no value.
    boolean isNull(int row);

    void setNull(int row);
}
