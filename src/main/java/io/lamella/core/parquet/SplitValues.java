package io.lamella.core.parquet;

import org.apache.parquet.format.Type;

/// Values of one width whose first bytes stand together, then their second bytes, and so on.
final class SplitValues extends PageValues {
    private final ByteCursor in;
    private final int width;
    private final int count;
    private final PlainLongs longs;
    private final ByteCursor joined;

    SplitValues(ByteCursor in, Type type, int width) {
        if (in.remaining() % width != 0) {
            throw new ParquetFormatException(
                    in.remaining() + " bytes cannot be split into values of " + width + " bytes");
        }
        this.in = in;
        this.width = width;
        this.count = in.remaining() / width;
        array = joined();
        joined = new ByteCursor(array, 0, array.length);
        longs = new PlainLongs(joined, type);
        length = width;
    }

    @Override
    void read(long[] into, int from, int count) {
        longs.read(into, from, count);
    }

    @Override
    void next() {
        start = joined.take(width);
    }

    private byte[] joined() {
        var bytes = new byte[count * width];
        for (int stream = 0; stream < width; stream++) {
            int from = in.position() + stream * count;
            for (int i = 0; i < count; i++) {
                bytes[i * width + stream] = in.array()[from + i];
            }
        }
        return bytes;
    }
}
