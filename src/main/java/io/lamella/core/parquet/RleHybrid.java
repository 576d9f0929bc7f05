package io.lamella.core.parquet;

/// Small numbers as runs of equal ones, or bit-packed where they change too often.
///
/// [The format's name is "Run Length Encoding / Bit-Packing Hybrid"](https://parquet.apache.org/docs/file-format/data-pages/encodings/).
final class RleHybrid {
    /// Shorter runs are cheaper within their bit-packed surroundings.
    private static final int SHORTEST_RUN = 16;

    private RleHybrid() {}

    /// Encodes the first `count` values, each of at most `width` bits.
    static void encode(int[] values, int count, int width, ByteSink sink) {
        int packedFrom = 0;
        int start = 0;
        while (start < count) {
            int end = endOfRun(values, start, count);
            // Only the last bit-packed run may end within a group of eight, so a group is filled up from the run.
            int groupEnd = packedFrom + Math.ceilDiv(start - packedFrom, 8) * 8;
            if (end - start >= SHORTEST_RUN || (end == count && end - start >= 8 && groupEnd == start)) {
                putPacked(values, packedFrom, groupEnd, width, sink);
                putRun(values[start], end - groupEnd, width, sink);
                packedFrom = end;
            }
            start = end;
        }
        putPacked(values, packedFrom, count, width, sink);
    }

    private static int endOfRun(int[] values, int start, int count) {
        int value = values[start];
        int end = start + 1;
        while (end < count && values[end] == value) {
            end++;
        }
        return end;
    }

    static void putRun(int value, int length, int width, ByteSink sink) {
        sink.putVarInt(length << 1);
        for (int shift = 0; shift < width; shift += 8) {
            sink.write(value >>> shift);
        }
    }

    private static void putPacked(int[] values, int from, int to, int width, ByteSink sink) {
        if (from < to) {
            sink.putVarInt(Math.ceilDiv(to - from, 8) << 1 | 1);
            BitPacking.pack(values, from, to, width, sink);
        }
    }
}
