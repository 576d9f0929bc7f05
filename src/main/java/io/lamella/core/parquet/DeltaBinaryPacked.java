package io.lamella.core.parquet;

/// Integers as the differences between neighbours, bit-packed: good for times, counters and lengths.
///
/// Blocks of 128 differences, each cut into four miniblocks with a width of their own.
/// [Delta encoding](https://parquet.apache.org/docs/file-format/data-pages/encodings/).
final class DeltaBinaryPacked {
    private static final int BLOCK = 128;
    private static final int MINIBLOCKS = 4;
    private static final int MINIBLOCK = BLOCK / MINIBLOCKS;

    private final long[] deltas = new long[BLOCK];

    /// Encodes the first `count` values of a column of `bits` bits, 32 or 64.
    ///
    /// Differences wrap around at that size. Readers of 32-bit columns refuse widths above 32.
    void encode(long[] values, int count, int bits, ByteSink sink) {
        sink.putVarInt(BLOCK);
        sink.putVarInt(MINIBLOCKS);
        sink.putVarInt(count);
        sink.putZigZag(count == 0 ? 0 : values[0]);
        for (int start = 1; start < count; start += BLOCK) {
            putBlock(values, start, Math.min(BLOCK, count - start), Long.SIZE - bits, sink);
        }
    }

    private void putBlock(long[] values, int start, int count, int unused, ByteSink sink) {
        long min = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            long delta = (values[start + i] - values[start + i - 1]) << unused >> unused;
            deltas[i] = delta;
            min = Math.min(min, delta);
        }
        sink.putZigZag(min);
        sink.reserve(MINIBLOCKS);
        int widths = sink.size;
        sink.size += MINIBLOCKS;
        for (int i = 0; i < MINIBLOCKS; i++) {
            int from = i * MINIBLOCK;
            int to = Math.min(from + MINIBLOCK, count);
            int width = from < to ? lift(from, to, min, -1L >>> unused) : 0;
            sink.bytes[widths + i] = (byte) width;
            if (width > 0) {
                BitPacking.pack(deltas, from, to, MINIBLOCK, width, sink);
            }
        }
    }

    /// Makes the smallest difference zero, and returns the width of the biggest one.
    private int lift(int from, int to, long min, long mask) {
        long all = 0;
        for (int i = from; i < to; i++) {
            deltas[i] = (deltas[i] - min) & mask;
            all |= deltas[i];
        }
        return Long.SIZE - Long.numberOfLeadingZeros(all);
    }
}
