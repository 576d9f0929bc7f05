package io.lamella.core.parquet;

import java.util.Arrays;
import org.apache.parquet.column.values.bitpacking.BytePackerForLong;
import org.apache.parquet.column.values.bitpacking.Packer;

/// Decodes differences in bit-packed blocks
/// ([specification](https://parquet.apache.org/docs/file-format/data-pages/encodings/#DELTAENC)).
///
/// Parquet-java's own decoder makes room for as many values as the header claims to have; this one takes no more than it is asked for.
final class DeltaDecoder {
    private static final int GROUP = 8;

    /// Eight bytes that are loaded from where a value begins hold so many of its bits at least.
    private static final int MAX_LOADED_BITS = Long.SIZE - Byte.SIZE + 1;

    private final ByteCursor in;
    private final int miniblocks;
    private final int miniblockValues;
    private final long total;
    private final long[] group = new long[GROUP];
    private int groupAt = GROUP;
    private long read;
    private long value;
    private long minDelta;
    private int widthsAt;
    private int miniblock;
    private int miniblockLeft;
    private BytePackerForLong packer = Packer.LITTLE_ENDIAN.newBytePackerForLong(0);

    /// Reads the header only.
    DeltaDecoder(ByteCursor in) {
        this.in = in;
        int blockValues = in.unsignedVarInt();
        miniblocks = in.unsignedVarInt();
        total = in.unsignedVarLong();
        value = in.zigZagVarLong();
        if (miniblocks <= 0
                || blockValues <= 0
                || blockValues % miniblocks != 0
                || blockValues / miniblocks % GROUP != 0) {
            throw new ParquetFormatException(
                    "a delta block of " + blockValues + " values cannot have " + miniblocks + " miniblocks");
        }
        miniblockValues = blockValues / miniblocks;
        miniblock = miniblocks;
        if (total < 0 || total > Integer.MAX_VALUE) {
            throw new ParquetFormatException("a page cannot have " + total + " values");
        }
    }

    /// Steps over a whole run of deltas, from its header to its last miniblock.
    static void skip(ByteCursor in) {
        var decoder = new DeltaDecoder(in);
        for (long left = decoder.total - 1; left > 0; ) {
            decoder.nextBlock();
            for (int i = 0; i < decoder.miniblocks && left > 0; i++) {
                long bits = (long) decoder.width(i) * decoder.miniblockValues;
                in.take(Math.toIntExact(bits / 8));
                left -= decoder.miniblockValues;
            }
        }
    }

    long next() {
        if (read == total) {
            throw new ParquetFormatException("wants more than the " + total + " deltas of the page");
        }
        if (read++ > 0) {
            long packed = packed();
            value += minDelta + packed;
        }
        return value;
    }

    /// Reads the next values.
    void read(long[] into, int from, int count) {
        int at = from;
        int end = from + count;
        while (at < end) {
            int n = readGroups(into, at, end - at);
            if (n == 0) {
                into[at] = next();
                n = 1;
            }
            at += n;
        }
    }

    /// Reads values of whole groups of one miniblock; answers how many, 0 if that cannot be done now.
    private int readGroups(long[] into, int from, int most) {
        if (read == 0 || read == total || groupAt < GROUP) {
            return 0;
        }
        if (miniblockLeft == 0) {
            nextMiniblock();
        }
        int width = packer.getBitWidth();
        int groups = (int) (Math.min(Math.min(miniblockLeft, most), total - read) / GROUP);
        // Behind the first byte of each value, eight bytes are loaded.
        if (width > MAX_LOADED_BITS || (long) groups * width > in.remaining() - Long.BYTES) {
            return 0;
        }
        int count = groups * GROUP;
        unpack(into, from, count, in.take(groups * width), width);
        miniblockLeft -= count;
        read += count;
        return count;
    }

    private void unpack(long[] into, int from, int count, int start, int width) {
        byte[] bytes = in.array();
        long mask = (1L << width) - 1;
        long last = value;
        long least = minDelta;
        int together = BitPacking.together(width);
        int bit = 0;
        for (int i = from; i < from + count; i += together) {
            long word = LittleEndian.getLong(bytes, start + (bit >>> 3)) >>> (bit & 7);
            for (int j = i; j < i + together; j++) {
                last += least + (word & mask);
                into[j] = last;
                word >>>= width;
            }
            bit += together * width;
        }
        value = last;
    }

    private long packed() {
        if (miniblockLeft == 0) {
            nextMiniblock();
        }
        if (groupAt == GROUP) {
            packer.unpack8Values(in.array(), in.take(packer.getBitWidth()), group, 0);
            groupAt = 0;
        }
        miniblockLeft--;
        return group[groupAt++];
    }

    private void nextMiniblock() {
        if (miniblock == miniblocks) {
            nextBlock();
        }
        packer = Packer.LITTLE_ENDIAN.newBytePackerForLong(width(miniblock));
        // The packer of no bits leaves its output as it was.
        Arrays.fill(group, 0);
        miniblock++;
        miniblockLeft = miniblockValues;
        groupAt = GROUP;
    }

    private void nextBlock() {
        minDelta = in.zigZagVarLong();
        widthsAt = in.take(miniblocks);
        miniblock = 0;
    }

    private int width(int index) {
        int width = in.array()[widthsAt + index] & 0xff;
        if (width > Long.SIZE) {
            throw new ParquetFormatException("deltas cannot have " + width + " bits");
        }
        return width;
    }
}
