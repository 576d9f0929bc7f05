package io.lamella.core.parquet;

/// How big row groups shall be.
///
/// @param bytes compressed
public record RowGroupSize(long bytes) {
    /// Whether a row group is worth keeping as it is. A smaller one is joined with others: two halves make a whole.
    public boolean isFull(long rowGroupBytes) {
        return rowGroupBytes >= bytes / 2;
    }

    /// Whether a row group that is being joined should end here.
    ///
    /// @param joined bytes it has
    /// @param remaining bytes still to be joined. When they are too few for a row group of their own, they come along: with
    /// row groups of 64 MB, 70 MB make one row group and not one of 64 and one of 6
    boolean ends(long joined, long remaining) {
        return joined >= bytes && remaining >= bytes / 4 || joined >= bytes + bytes / 4;
    }
}
