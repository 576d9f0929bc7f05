package io.lamella.core.decode;

import io.lamella.core.event.RestartPoint;
import java.util.Arrays;

/// How an object is compressed, as its first bytes tell.
enum Compression {
    NONE,
    GZIP,
    ZSTD,
    BZIP2;

    /// The bytes that are looked at: `BZh9` and the 48-bit mark of a block. Text may begin with `BZh9`, but not with the mark
    /// as well.
    static final int MAGIC_BYTES = 10;

    private static final byte[] BLOCK_MARK = {0x31, 0x41, 0x59, 0x26, 0x53, 0x59};
    private static final byte[] END_MARK = {0x17, 0x72, 0x45, 0x38, 0x50, (byte) 0x90};

    /// @param length how many bytes of `head` count; fewer than [#MAGIC_BYTES] only if the object has no more
    static Compression of(byte[] head, int length) {
        var found = find(head, length);
        if (found == NONE) {
            refuse(head, length);
        }
        return found;
    }

    /// The same, without a word on what is not understood.
    static Compression find(byte[] head, int length) {
        if (begins(head, length, 0x1F, 0x8B)) {
            return GZIP;
        }
        if (begins(head, length, 0x28, 0xB5, 0x2F, 0xFD) || isSkippableFrame(head, length)) {
            return ZSTD;
        }
        if (length == MAGIC_BYTES && isBzip2(head)) {
            return BZIP2;
        }
        return NONE;
    }

    /// @param from where the bytes begin that the decompressor is given
    Decompressor open(RestartPoint from) {
        return switch (this) {
            case NONE -> new PlainBytes();
            case GZIP -> new GzipDecompressor(from);
            case ZSTD -> new ZstdDecompressor(from);
            case BZIP2 -> new Bzip2Decompressor(from);
        };
    }

    /// Compressed bytes that are kept until more come, or the end, before text comes out of them.
    int aheadBytes() {
        return this == BZIP2 ? Bzip2Decompressor.AHEAD_BYTES : 0;
    }

    /// 0x184D2A50 to 0x184D2A5F, little endian.
    private static boolean isSkippableFrame(byte[] head, int length) {
        return length >= 4 && (head[0] & 0xF0) == 0x50 && head[1] == 0x2A && head[2] == 0x4D && head[3] == 0x18;
    }

    private static boolean isBzip2(byte[] head) {
        boolean stream = head[0] == 'B' && head[1] == 'Z' && head[2] == 'h' && head[3] >= '1' && head[3] <= '9';
        return stream && (Arrays.equals(head, 4, 10, BLOCK_MARK, 0, 6) || Arrays.equals(head, 4, 10, END_MARK, 0, 6));
    }

    private static void refuse(byte[] head, int length) {
        if (begins(head, length, 'P', 'K', 3, 4)) {
            throw unsupported("a zip archive");
        }
        if (begins(head, length, 0xFD, '7', 'z', 'X', 'Z', 0)) {
            throw unsupported("compressed with xz");
        }
        if (begins(head, length, 0x04, 0x22, 0x4D, 0x18)) {
            throw unsupported("compressed with lz4");
        }
        // Behind the magic stands the first field of a page or of a footer.
        if (begins(head, length, 'P', 'A', 'R', '1', 0x15)) {
            throw new RefusedException(
                    "parquet_file",
                    "the object is a Parquet file and no text; `lamella merge` joins such files, and `lamella load` reads them");
        }
    }

    private static RefusedException unsupported(String what) {
        return new RefusedException(
                "unsupported_compression",
                "the object is " + what + "; plain text, gzip, zstd and bzip2 are understood, compress it so");
    }

    private static boolean begins(byte[] head, int length, int... magic) {
        if (length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
