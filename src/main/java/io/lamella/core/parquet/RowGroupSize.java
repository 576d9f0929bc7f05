package io.lamella.core.parquet;

/// How big row groups shall be.
///
/// @param bytes compressed
public record RowGroupSize(long bytes) {
    /// What is expected may come to a 16th more, without leaving a rest behind the last full row group.
    private static final int EXPECTED_MORE = 16;

    /// Whether a row group is worth keeping as it is. A smaller one is joined with others: two halves make a whole.
    public boolean isFull(long rowGroupBytes) {
        return rowGroupBytes >= bytes / 2;
    }

    /// Whether a row group that rows are encoded into should end here: when it is full, or before that, where the rows of its file are
    /// divided evenly among as few row groups as can take them. So the last one is full, too: of 78 MB come two of 39 MB with row groups
    /// of 64 MB, and not one of 64 and one of 14, which would have to be joined with others.
    ///
    /// @param encoded bytes it has
    /// @param expected bytes that its file will still get, as far as can be told; 0 if it cannot
    public boolean endsEvenly(long encoded, long expected) {
        if (encoded >= bytes) {
            return true;
        }
        long all = encoded + expected + expected / EXPECTED_MORE;
        long rowGroups = Math.ceilDiv(all, bytes);
        return isFull(expected) && encoded >= all / rowGroups;
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
