package io.lamella.core.parquet;

/// Numbers as they are, little endian; booleans as bits; runs of bytes each after its length.
final class PlainEncoding {
    private PlainEncoding() {}

    /// Encodes the lowest `bits` bits, 1, 32 or 64, of the first `count` values.
    static void put(long[] values, int count, int bits, ByteSink sink) {
        switch (bits) {
            case 1 -> BitPacking.pack(values, 0, count, Math.ceilDiv(count, 8) * 8, 1, sink);
            case Integer.SIZE -> putInts(values, count, sink);
            case Long.SIZE -> putLongs(values, count, sink);
            default -> throw new IllegalArgumentException("bits must be 1, 32 or 64 but was " + bits);
        }
    }

    private static void putInts(long[] values, int count, ByteSink sink) {
        sink.reserve(Math.multiplyExact(count, Integer.BYTES));
        for (int i = 0; i < count; i++) {
            LittleEndian.setInt(sink.bytes, sink.size + i * Integer.BYTES, (int) values[i]);
        }
        sink.size += count * Integer.BYTES;
    }

    private static void putLongs(long[] values, int count, ByteSink sink) {
        sink.reserve(Math.multiplyExact(count, Long.BYTES));
        for (int i = 0; i < count; i++) {
            LittleEndian.setLong(sink.bytes, sink.size + i * Long.BYTES, values[i]);
        }
        sink.size += count * Long.BYTES;
    }

    /// Encodes the first `count` runs of bytes, which lie in `values` one behind the other.
    static void put(ByteSink values, long[] lengths, int count, ByteSink sink) {
        int start = 0;
        for (int i = 0; i < count; i++) {
            int length = Math.toIntExact(lengths[i]);
            sink.putInt(length);
            sink.put(values.bytes, start, length);
            start += length;
        }
    }
}
