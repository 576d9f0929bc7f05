package io.lamella.core.decode;

import java.util.zip.CRC32;

/// The header of one gzip member, byte by byte (RFC 1952, section 2.3).
final class GzipHeader {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private enum Part {
        FIXED,
        EXTRA_LENGTH,
        EXTRA_DATA,
        NAME_TEXT,
        COMMENT_TEXT,
        CHECKSUM,
        DONE
    }

    private final CRC32 crc = new CRC32();
    private Part part = Part.FIXED;
    private int flags;
    /// Bytes of the current part so far.
    private int count;
    /// A number of two bytes that is being put together.
    private int number;

    /// Takes the next byte of the header; returns whether it was the last.
    ///
    /// @throws IllegalArgumentException if it cannot be a header, with the reason
    boolean take(int value) {
        if (part != Part.CHECKSUM) {
            crc.update(value);
        }
        switch (part) {
            case FIXED -> fixed(value);
            case EXTRA_LENGTH -> {
                if (twoBytes(value)) {
                    enter(number == 0 ? Part.NAME_TEXT : Part.EXTRA_DATA);
                }
            }
            case EXTRA_DATA -> {
                if (++count == number) {
                    enter(Part.NAME_TEXT);
                }
            }
            case NAME_TEXT -> {
                if (value == 0) {
                    enter(Part.COMMENT_TEXT);
                }
            }
            case COMMENT_TEXT -> {
                if (value == 0) {
                    enter(Part.CHECKSUM);
                }
            }
            case CHECKSUM -> checksum(value);
            case DONE -> throw new IllegalStateException("the header is over");
        }
        return part == Part.DONE;
    }

    private void fixed(int value) {
        switch (count++) {
            case 0 -> require(value == 0x1F, "it does not begin with 1f 8b");
            case 1 -> require(value == 0x8B, "it does not begin with 1f 8b");
            case 2 -> require(value == 8, "its method is not deflate (8) but " + value);
            case 3 -> {
                require((value & RESERVED) == 0, "it has reserved flags");
                flags = value;
            }
            case 9 -> enter(Part.EXTRA_LENGTH);
            default -> {
                // Time, level and operating system mean nothing here.
            }
        }
    }

    private boolean twoBytes(int value) {
        number |= value << (8 * count);
        return ++count == 2;
    }

    private void checksum(int value) {
        if (twoBytes(value)) {
            require(number == (crc.getValue() & 0xFFFF), "its checksum is wrong");
            enter(Part.DONE);
        }
    }

    /// Goes on to `next`, or to the first part behind it that the flags announce.
    private void enter(Part next) {
        part = next;
        count = 0;
        if (next != Part.EXTRA_DATA) {
            number = 0;
        }
        switch (next) {
            case EXTRA_LENGTH -> skipUnless(EXTRA, Part.NAME_TEXT);
            case NAME_TEXT -> skipUnless(NAME, Part.COMMENT_TEXT);
            case COMMENT_TEXT -> skipUnless(COMMENT, Part.CHECKSUM);
            case CHECKSUM -> skipUnless(HEADER_CRC, Part.DONE);
            case FIXED, EXTRA_DATA, DONE -> {}
        }
    }

    private void skipUnless(int flag, Part next) {
        if ((flags & flag) == 0) {
            enter(next);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
