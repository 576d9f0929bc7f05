package io.lamella.core.parquet;

/// Decompresses one LZ4 block, as the codec LZ4_RAW has them
/// ([specification](https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md)).
///
/// Polars and arrow write it. Not fast, but without a library that nothing else needs.
final class Lz4Block {
    /// No match is shorter.
    private static final int MIN_MATCH = 4;

    /// A length of so many goes on in the bytes that follow.
    private static final int LENGTH_GOES_ON = 15;

    private final ByteCursor in;
    private final byte[] out;
    private final int from;
    private final int end;
    private int at;

    private Lz4Block(ByteCursor in, byte[] out, int from, int end) {
        this.in = in;
        this.out = out;
        this.from = from;
        this.end = end;
        at = from;
    }

    /// @param size that the block must have
    static byte[] decompress(ByteCursor in, int size) {
        var out = new byte[size];
        int made = decompress(in, out, 0, size);
        if (made != size) {
            throw new ParquetFormatException("LZ4 holds " + made + " bytes but the header says " + size);
        }
        return out;
    }

    /// Decompresses a block to `from` and what follows, but not beyond `end`; answers where it ends.
    static int decompress(ByteCursor in, byte[] out, int from, int end) {
        var block = new Lz4Block(in, out, from, end);
        block.sequences();
        return block.at;
    }

    private void sequences() {
        while (in.remaining() > 0) {
            int token = in.unsignedByte();
            literals(length(token >> 4));
            if (in.remaining() > 0) {
                match(in.littleEndian(2), Math.addExact(length(token & 0xf), MIN_MATCH));
            }
        }
    }

    private int length(int nibble) {
        int length = nibble;
        if (nibble == LENGTH_GOES_ON) {
            int more;
            do {
                more = in.unsignedByte();
                length += more;
                room(length);
            } while (more == 255);
        }
        return length;
    }

    private void literals(int length) {
        room(length);
        System.arraycopy(in.array(), in.take(length), out, at, length);
        at += length;
    }

    /// May reach into what it writes itself.
    private void match(int distance, int length) {
        if (distance == 0 || distance > at - from) {
            throw new ParquetFormatException("LZ4 goes " + distance + " bytes back where there are " + (at - from));
        }
        room(length);
        for (int stop = at + length; at < stop; at++) {
            out[at] = out[at - distance];
        }
    }

    private void room(int length) {
        if (length > end - at) {
            throw new ParquetFormatException("LZ4 holds more than the " + (end - from) + " bytes that are claimed");
        }
    }
}
