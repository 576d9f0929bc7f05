package io.lamella.core.parquet;

/// Numbers of a fixed width in bits, back to back, the lowest bit first.
///
/// Both ways of packing write whole words of four bytes, so the sink's slack takes up to four bytes behind the last one.
final class BitPacking {
    private BitPacking() {}

    /// The bits that it takes to tell the numbers from 0 to `max` apart.
    static int widthOf(int max) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(max);
    }

    /// How many numbers of a group of eight lie in any eight bytes that are loaded from where the first of them begins.
    ///
    /// @param width 57 at most
    static int together(int width) {
        // So many are a divisor of eight. The first begins at a multiple of their bits.
        if (width <= 8) {
            return 8;
        }
        return width <= 16 ? 4 : width <= 28 ? 2 : 1;
    }

    /// Packs the numbers from `from` to `to` - 1, and zeros up to a multiple of eight numbers.
    static void pack(int[] values, int from, int to, int width, ByteSink sink) {
        int length = Math.ceilDiv(to - from, 8) * width;
        sink.reserve(length);
        byte[] bytes = sink.bytes;
        int at = sink.size;
        int end = at + length;
        long word = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            word |= ((long) values[i]) << bits;
            bits += width;
            if (bits >= Integer.SIZE) {
                LittleEndian.setInt(bytes, at, (int) word);
                at += Integer.BYTES;
                word >>>= Integer.SIZE;
                bits -= Integer.SIZE;
            }
        }
        finish(bytes, at, end, word);
        sink.size = end;
    }

    /// Packs the numbers from `from` to `to` - 1, and zeros up to `count` numbers, a multiple of eight.
    static void pack(long[] values, int from, int to, int count, int width, ByteSink sink) {
        int length = count / 8 * width;
        sink.reserve(length);
        byte[] bytes = sink.bytes;
        int at = sink.size;
        int end = at + length;
        if (width > Integer.SIZE) {
            packWide(values, from, to, width, bytes, at, end);
        } else {
            long word = 0;
            int bits = 0;
            for (int i = from; i < to; i++) {
                word |= values[i] << bits;
                bits += width;
                if (bits >= Integer.SIZE) {
                    LittleEndian.setInt(bytes, at, (int) word);
                    at += Integer.BYTES;
                    word >>>= Integer.SIZE;
                    bits -= Integer.SIZE;
                }
            }
            finish(bytes, at, end, word);
        }
        sink.size = end;
    }

    /// Numbers of more than 32 bits do not fit a word that already holds some, so they go in as two halves.
    private static void packWide(long[] values, int from, int to, int width, byte[] bytes, int start, int end) {
        int highWidth = width - Integer.SIZE;
        int at = start;
        long word = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            word |= (values[i] & 0xFFFF_FFFFL) << bits;
            LittleEndian.setInt(bytes, at, (int) word);
            at += Integer.BYTES;
            word >>>= Integer.SIZE;
            word |= (values[i] >>> Integer.SIZE) << bits;
            bits += highWidth;
            if (bits >= Integer.SIZE) {
                LittleEndian.setInt(bytes, at, (int) word);
                at += Integer.BYTES;
                word >>>= Integer.SIZE;
                bits -= Integer.SIZE;
            }
        }
        finish(bytes, at, end, word);
    }

    private static void finish(byte[] bytes, int start, int end, long rest) {
        long word = rest;
        for (int at = start; at < end; at += Integer.BYTES) {
            LittleEndian.setInt(bytes, at, (int) word);
            word >>>= Integer.SIZE;
        }
    }
}
