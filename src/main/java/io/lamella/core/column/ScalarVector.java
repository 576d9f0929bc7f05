package io.lamella.core.column;

/// Values of a scalar type.
public sealed interface ScalarVector extends Vector permits LongVector, BytesVector {
    /// Takes the first values away; those behind move up.
    ///
    /// @param end where the values end
    void drop(int dropped, int end);
}
