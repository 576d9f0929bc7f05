package io.lamella.core.parquet;

import java.util.Arrays;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;

/// Decodes the hybrid of runs and bit-packed groups that holds levels, dictionary ids and booleans
/// ([specification](https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE)).
///
/// Parquet-java's own decoder makes room for as many values as a run claims to have; this one takes no more than it is asked for.
final class RunLengthDecoder {
    private static final int GROUP = 8;

    private final ByteCursor in;
    private final int bitWidth;
    private final BytePacker packer;
    private final int[] group = new int[GROUP];
    private int groupAt = GROUP;
    private long left;
    private boolean repeated;
    private int value;

    RunLengthDecoder(ByteCursor in, int bitWidth) {
        if (bitWidth < 0 || bitWidth > Integer.SIZE) {
            throw new ParquetFormatException("values cannot have " + bitWidth + " bits");
        }
        this.in = in;
        this.bitWidth = bitWidth;
        this.packer = Packer.LITTLE_ENDIAN.newBytePacker(bitWidth);
        if (bitWidth == 0) {
            repeated = true;
            left = Long.MAX_VALUE;
        }
    }

    void read(int[] into, int from, int count) {
        int at = from;
        int end = from + count;
        while (at < end) {
            while (left == 0) {
                nextRun();
            }
            int n = (int) Math.min(left, end - at);
            if (repeated) {
                Arrays.fill(into, at, at + n, value);
            } else {
                n = unpack(into, at, n);
            }
            at += n;
            left -= n;
        }
    }

    private void nextRun() {
        long header = in.unsignedVarLong();
        left = header >>> 1;
        repeated = (header & 1) == 0;
        if (repeated) {
            value = in.littleEndian((bitWidth + Byte.SIZE - 1) / Byte.SIZE);
        } else {
            left = Math.multiplyExact(left, GROUP);
            groupAt = GROUP;
        }
    }

    /// Whether the next `count` values are one value, as far as that can be told at once. If so, they are stepped over.
    boolean skip(int one, int count) {
        if (repeated && left >= count && value == one) {
            left -= count;
            return true;
        }
        return false;
    }

    private int unpack(int[] into, int at, int most) {
        if (groupAt == GROUP) {
            int whole = Math.min(most / GROUP, wholeGroups());
            if (whole > 0) {
                unpackGroups(into, at, whole);
                return whole * GROUP;
            }
            // The last group may be cut off behind its last value.
            int from = in.takePadded(bitWidth);
            packer.unpack8Values(in.view(), from, group, 0);
            groupAt = 0;
        }
        int n = Math.min(most, GROUP - groupAt);
        System.arraycopy(group, groupAt, into, at, n);
        groupAt += n;
        return n;
    }

    /// Groups behind whose first bytes there are eight bytes more: any value of theirs can be read with them.
    private int wholeGroups() {
        return bitWidth == 0 ? 0 : Math.max(0, in.remaining() - Long.BYTES) / bitWidth;
    }

    private void unpackGroups(int[] into, int at, int groups) {
        int start = in.take(groups * bitWidth);
        byte[] bytes = in.array();
        long mask = (1L << bitWidth) - 1;
        int together = BitPacking.together(bitWidth);
        int bit = 0;
        for (int i = at; i < at + groups * GROUP; i += together) {
            long word = LittleEndian.getLong(bytes, start + (bit >>> 3)) >>> (bit & 7);
            for (int j = i; j < i + together; j++) {
                into[j] = (int) (word & mask);
                word >>>= bitWidth;
            }
            bit += together * bitWidth;
        }
    }
}
