package io.lamella.core.parquet;

/// Mixes 64 bits so that each bit of the result depends on all of them; different numbers stay different.
final class Mixing {
    private Mixing() {}

    /// The finalizer of MurmurHash3, with the constants of [SplitMix64](https://prng.di.unimi.it/splitmix64.c).
    static long of(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }

    static long of(byte[] data, int start, int length) {
        long hash = length;
        int end = start + length;
        int at = start;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = of(hash ^ LittleEndian.getLong(data, at)) + Long.BYTES;
        }
        long rest = 0;
        for (int shift = 0; at < end; at++, shift += Byte.SIZE) {
            rest |= (data[at] & 0xFFL) << shift;
        }
        return of(hash ^ rest);
    }
}
