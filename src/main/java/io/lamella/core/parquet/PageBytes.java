package io.lamella.core.parquet;

import java.nio.ByteBuffer;
import org.apache.parquet.format.CompressionCodec;

/// The bytes of the pages of a column: where they lie, if that is an array, and decompressed into the same room again and again.
final class PageBytes {
    private final ByteBuffer in;
    private final CompressionCodec codec;
    private final ColumnRoom room;

    /// @param in its position moves on with each page
    /// @param room for what is decompressed
    PageBytes(ByteBuffer in, CompressionCodec codec, ColumnRoom room) {
        this.in = in;
        this.codec = codec;
        this.room = room;
    }

    /// The next bytes, as they are.
    ByteCursor take(int size) {
        if (in.hasArray()) {
            int from = in.arrayOffset() + in.position();
            in.position(in.position() + size);
            return new ByteCursor(in.array(), from, from + size);
        }
        var copy = new byte[size];
        in.get(copy);
        return new ByteCursor(copy, 0, size);
    }

    /// What a page holds, valid until the next call.
    ByteCursor decompressed(ByteCursor page, int size) {
        return Decompression.decompress(codec, page, size, room::page);
    }
}
