package io.lamella.core.parquet;

import org.jspecify.annotations.Nullable;

/// Decompresses what goes by the deprecated codec LZ4
/// ([specification](https://github.com/apache/parquet-format/blob/master/Compression.md#lz4)): the blocks of Hadoop and,
/// as some writers understood it, a single raw block.
///
/// Nothing but their form tells them apart, so what is not Hadoop's from beginning to end is taken for raw, as arrow does.
final class Lz4Frames {
    private final ByteCursor in;
    private final byte[] out;
    private int at;

    private Lz4Frames(ByteCursor in, int size) {
        this.in = in;
        this.out = new byte[size];
    }

    /// @param size that all of it must have
    static byte[] decompress(ByteCursor in, int size) {
        byte[] framed = framed(in.copy(), size);
        return framed == null ? Lz4Block.decompress(in, size) : framed;
    }

    private static byte @Nullable [] framed(ByteCursor in, int size) {
        var frames = new Lz4Frames(in, size);
        try {
            while (in.remaining() > 0) {
                frames.frame();
            }
        } catch (ParquetFormatException notHadoop) {
            return null;
        }
        return frames.at == size ? frames.out : null;
    }

    /// The size of what follows, decompressed; then blocks, each after its size, until there is so much. Sizes are big endian.
    private void frame() {
        int size = Integer.reverseBytes(in.littleEndian(Integer.BYTES));
        if (size <= 0 || size > out.length - at) {
            throw new ParquetFormatException("a frame of " + size + " bytes where " + (out.length - at) + " are left");
        }
        for (int end = at + size; at < end; ) {
            var block = in.slice(Integer.reverseBytes(in.littleEndian(Integer.BYTES)));
            int from = at;
            at = Lz4Block.decompress(block, out, from, end);
            if (at == from) {
                throw new ParquetFormatException("a block of no bytes");
            }
        }
    }
}
