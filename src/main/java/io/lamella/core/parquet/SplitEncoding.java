package io.lamella.core.parquet;

/// Numbers, split into their bytes: the first bytes of all values, then their second bytes, and so on.
final class SplitEncoding {
    private SplitEncoding() {}

    /// Encodes the lowest `bits` bits, 32 or 64, of the first `count` values.
    static void put(long[] values, int count, int bits, ByteSink sink) {
        int width = bits / Byte.SIZE;
        sink.reserve(Math.multiplyExact(count, width));
        int at = sink.size;
        for (int shift = 0; shift < bits; shift += Byte.SIZE) {
            for (int i = 0; i < count; i++) {
                sink.bytes[at++] = (byte) (values[i] >>> shift);
            }
        }
        sink.size = at;
    }
}
