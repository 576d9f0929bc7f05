package io.lamella.core.parquet;

/// Integers as differences.
final class DeltaLongs extends PageValues {
    private final DeltaDecoder deltas;
    private final boolean ints;

    /// @param ints whether values wrap around at 32 bits
    DeltaLongs(ByteCursor in, boolean ints) {
        this.deltas = new DeltaDecoder(in);
        this.ints = ints;
    }

    @Override
    void read(long[] into, int from, int count) {
        deltas.read(into, from, count);
        if (ints) {
            for (int i = from; i < from + count; i++) {
                into[i] = (int) into[i];
            }
        }
    }
}
