package io.lamella.core.decode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/// Streams of bzip2 with blocks as short as one likes, which compressors do not write: blocks of as many streams, one bit
/// behind the other.
final class Bzip2Blocks {
    private static final int HEADER_BITS = 32;
    private static final int MARK_BITS = 48;
    private static final int TRAILER_BITS = MARK_BITS + 32;
    private static final long BLOCK_MARK = 0x314159265359L;
    private static final long END_MARK = 0x177245385090L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int octet;
    private int octetBits;
    private int checksum;

    private Bzip2Blocks() {}

    /// @param blockBytes of text in each block but the last
    static byte[] stream(byte[] text, int blockBytes) {
        var blocks = new ArrayList<byte[]>();
        for (int start = 0; start < text.length; start += blockBytes) {
            blocks.add(Arrays.copyOfRange(text, start, Math.min(text.length, start + blockBytes)));
        }
        return stream(blocks);
    }

    /// @param texts of the blocks, none of them empty
    private static byte[] stream(List<byte[]> texts) {
        var stream = new Bzip2Blocks();
        stream.bytes.writeBytes("BZh1".getBytes(StandardCharsets.US_ASCII));
        for (var text : texts) {
            stream.block(compress(text, 1));
        }
        stream.put(END_MARK, MARK_BITS);
        stream.put(Integer.toUnsignedLong(stream.checksum), Integer.SIZE);
        stream.put(0, (Byte.SIZE - stream.octetBits) % Byte.SIZE);
        return stream.bytes.toByteArray();
    }

    static byte[] compress(byte[] text, int level) {
        var stream = new ByteArrayOutputStream();
        try (var out = new BZip2CompressorOutputStream(stream, level)) {
            out.write(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return stream.toByteArray();
    }

    /// Every bit of an object at which the mark of a block stands, of one or not.
    static List<Long> marks(byte[] object) {
        var bits = bits(object);
        var marks = new ArrayList<Long>();
        for (long bit = 0; bit + MARK_BITS <= bits.endBit(); bit++) {
            if (bits.bits(bit, MARK_BITS) == BLOCK_MARK) {
                marks.add(bit);
            }
        }
        return marks;
    }

    private static BitWindow bits(byte[] object) {
        var bits = new BitWindow(object.length, 0);
        bits.fill(ByteBuffer.wrap(object));
        return bits;
    }

    private void block(byte[] stream) {
        var bits = bits(stream);
        long end = bits.endBit() - TRAILER_BITS;
        while (bits.bits(end, MARK_BITS) != END_MARK) {
            end--;
        }
        for (long bit = HEADER_BITS; bit < end; bit++) {
            put(bits.octet(bit) >> 7, 1);
        }
        int own = (int) bits.bits(HEADER_BITS + MARK_BITS, Integer.SIZE);
        checksum = Integer.rotateLeft(checksum, 1) ^ own;
    }

    private void put(long value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            octet = octet << 1 | (int) (value >> i & 1);
            if (++octetBits == Byte.SIZE) {
                bytes.write(octet);
                octet = 0;
                octetBits = 0;
            }
        }
    }
}
