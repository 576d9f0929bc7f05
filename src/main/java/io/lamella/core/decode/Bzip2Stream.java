package io.lamella.core.decode;

import io.lamella.core.event.RestartPoint;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/// One stream of bzip2, from its beginning or from one of its blocks on, whose blocks are told as they come.
///
/// The library decodes each block as a whole, when all text of the one in front of it was taken. So when it asks for a byte,
/// and text was taken since it asked for the last, then a block is over, and in the bits that it has not used there stands the
/// mark of the next, or that of the end. What it then takes for a block is one: there is no guess that the mark's bits might
/// deceive.
///
/// A stream that is begun at a block has the same header and the same blocks from there on, but a checksum at its end that also
/// covers those before. That is compared with all that is known of them, and gives way to the checksum that the library comes
/// to.
final class Bzip2Stream {
    private static final long BLOCK_MARK = 0x314159265359L;
    private static final long END_MARK = 0x177245385090L;
    private static final int MARK_BITS = 48;
    private static final int CHECKSUM_BITS = 32;
    private static final int HEADER_BYTES = 4;
    private static final long UNKNOWN = -1;

    private final BitWindow window;
    private final RestartPoint.Member start;
    private final int level;
    private final long firstBit;
    private final long firstText;

    /// Bytes of a header that is made up, and still to be read.
    private int header;
    /// That the library reads next.
    private long bit;

    private @Nullable BZip2CompressorInputStream library;
    /// Of the text that was taken when the last mark was seen.
    private long textAtMark;

    private RestartPoint restart;
    /// Of the blocks so far, as the stream combines them, and as the library does.
    private int checksum;

    private int seenChecksum;
    private long end = UNKNOWN;

    private Bzip2Stream(BitWindow window, RestartPoint from) {
        this.window = window;
        this.restart = from;
        this.firstText = from.textOffset();
        switch (from) {
            case RestartPoint.Member member -> {
                this.start = member;
                this.bit = member.offset() * Byte.SIZE;
                this.level = window.octet(bit + (HEADER_BYTES - 1) * Byte.SIZE) - '0';
            }
            case RestartPoint.Block block -> {
                this.start = block.stream();
                this.bit = block.bit();
                this.level = block.level();
                this.header = HEADER_BYTES;
                this.checksum = block.checksum();
            }
        }
        this.firstBit = bit;
    }

    /// @param window in which the stream, or the rest of it, begins
    /// @throws IOException if it begins with no header, or its first block is damaged
    static Bzip2Stream open(BitWindow window, RestartPoint from) throws IOException {
        var stream = new Bzip2Stream(window, from);
        stream.noteMark(stream.bit + (from instanceof RestartPoint.Member ? HEADER_BYTES * Byte.SIZE : 0));
        stream.library = new BZip2CompressorInputStream(stream.new Bytes(), false);
        return stream;
    }

    /// Answers how many bytes of text were put into the target, or -1 if the stream is over.
    ///
    /// @throws IOException if a block or the stream is damaged or cut short, or its checksum is wrong
    int read(byte[] target, int offset, int length) throws IOException {
        int read = library == null ? -1 : library.read(target, offset, length);
        if (read < 0 && end == UNKNOWN) {
            throw new IOException("a stream ends with a block that has no text");
        }
        return read;
    }

    /// Where the last block begins that was begun.
    RestartPoint restart() {
        return restart;
    }

    /// Behind which bits are still needed.
    long neededBit() {
        return Math.max(firstBit, bit - Byte.SIZE);
    }

    /// The byte of the object behind the stream. Only of one that is over.
    long endOffset() {
        return Math.ceilDiv(end, Byte.SIZE);
    }

    private long text() {
        return library == null ? 0 : library.getBytesRead();
    }

    /// Whether a mark stands at a place; if so, it is taken down.
    private boolean noteMark(long at) {
        long mark = window.bits(at, MARK_BITS);
        int stored = (int) window.bits(at + MARK_BITS, CHECKSUM_BITS);
        if (mark == BLOCK_MARK) {
            if (text() > 0) {
                restart = new RestartPoint.Block(start, at, firstText + text(), level, checksum);
            }
            checksum = combine(checksum, stored);
            seenChecksum = combine(seenChecksum, stored);
        } else if (mark == END_MARK) {
            end = at + MARK_BITS + CHECKSUM_BITS;
            if (stored == checksum && end <= window.endBit()) {
                window.put(at + MARK_BITS, seenChecksum);
            }
        }
        return mark == BLOCK_MARK || mark == END_MARK;
    }

    private static int combine(int combined, int block) {
        return Integer.rotateLeft(combined, 1) ^ block;
    }

    /// What the library reads, which it does byte by byte.
    @SuppressWarnings("InputStreamSlowMultibyteRead")
    private final class Bytes extends InputStream {
        @Override
        public int read() {
            if (header > 0) {
                return header(HEADER_BYTES - header--);
            }
            if (text() > textAtMark) {
                textAtMark = text();
                findMark();
            }
            if (bit >= window.endBit()) {
                return -1;
            }
            int octet = window.octet(bit);
            bit += Byte.SIZE;
            return octet;
        }

        private int header(int index) {
            return index < HEADER_BYTES - 1 ? "BZh".charAt(index) : '0' + level;
        }

        /// The library has fewer bits than a byte left of what it read.
        private void findMark() {
            int unused = 0;
            while (unused < Byte.SIZE && !noteMark(bit - unused)) {
                unused++;
            }
        }
    }
}
