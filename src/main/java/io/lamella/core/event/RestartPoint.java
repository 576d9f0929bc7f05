package io.lamella.core.event;

/// A place in a compressed object at which decompression can begin with nothing in front of it.
public sealed interface RestartPoint {
    /// The start of the object.
    Member START = new Member(0, 0);

    /// The byte of the object with which reading begins.
    long offset();

    /// Of what comes out there, in the object's text, in bytes.
    long textOffset();

    /// The beginning of a member of gzip, a frame of zstd or a stream of bzip2.
    record Member(long offset, long textOffset) implements RestartPoint {
        public Member {
            requireNotNegative(offset, textOffset);
        }
    }

    /// The beginning of a block within a stream of bzip2, which may be at any bit.
    ///
    /// @param stream that it is a block of, further to the front
    /// @param bit of the object at which the mark of the block begins; the first is the highest of byte 0
    /// @param level of the stream, 1 to 9: the hundreds of thousands of bytes that a block has room for
    /// @param checksum of the blocks of the stream in front of it, combined as the stream's own is
    record Block(Member stream, long bit, long textOffset, int level, int checksum) implements RestartPoint {
        public Block {
            requireNotNegative(bit, textOffset);
            if (level < 1 || level > 9) {
                throw new IllegalArgumentException("the level of a stream must be 1 to 9 but was " + level);
            }
        }

        @Override
        public long offset() {
            return bit / Byte.SIZE;
        }
    }

    private static void requireNotNegative(long offset, long textOffset) {
        if (offset < 0 || textOffset < 0) {
            throw new IllegalArgumentException(
                    "offsets must not be negative but were " + offset + " and " + textOffset);
        }
    }
}
