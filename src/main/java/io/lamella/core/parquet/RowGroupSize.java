package io.lamella.core.parquet;

/// How big row groups shall be.
///
/// @param bytes compressed
public record RowGroupSize(long bytes) {
    /// Whether a row group is worth keeping as it is. A smaller one is joined with others: two halves make a whole.
    public boolean isFull(long rowGroupBytes) {
        return rowGroupBytes >= bytes / 2;
    }

    /// Whether a row group that rows are encoded into should end here: when it is full, or before that, where the rows of its file are
    /// [divided evenly][#fullOf] among row groups that are all worth keeping.
    ///
    /// @param encoded bytes it has
    /// @param expected bytes that its file will still get, as far as can be told; 0 if it cannot
    public boolean endsEvenly(long encoded, long expected) {
        long all = encoded + expected;
        return encoded >= bytes || isFull(expected) && isDivided(all) && encoded >= each(all);
    }

    /// How many row groups that are worth keeping a file gets of rows that come to so many bytes. With row groups of 64 MB, 78 MB are divided
    /// into two of 39. Of 66 MB come one of 64 and a rest: two halves would hardly be worth keeping, and a wrong guess would make them less.
    public long fullOf(long all) {
        if (all <= bytes) {
            return isFull(all) ? 1 : 0;
        }
        return isDivided(all) ? Math.ceilDiv(all, bytes) : all / bytes;
    }

    private boolean isDivided(long all) {
        return all > bytes && each(all) >= bytes / 2 + bytes / 16;
    }

    private long each(long all) {
        return all / Math.ceilDiv(all, bytes);
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
