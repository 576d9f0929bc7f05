package io.lamella.core.decode;

import java.nio.ByteBuffer;

/// How text stands in the decompressed object, and the way from there to UTF-8 and back.
///
/// Two kinds of offsets: in the UTF-8 text, which tokenizers see, and in the decompressed object, which users see.
interface TextForm {
    /// Reads decompressed bytes from `source` and writes UTF-8 to `out`. A sequence that means nothing in the charset becomes
    /// [#INVALID], so that the row it stands in is found to be malformed: nothing is replaced silently.
    ///
    /// @return [Progress#OUTPUT_FULL] when fewer than [#ROOM] bytes of `out` are free
    Progress read(Source source, ByteBuffer out);

    /// Where in the decompressed object the character at `textOffset` begins. Only for text that was read and not forgotten.
    long objectOffset(long textOffset);

    /// The bytes of the decompressed object from `from` to `to`, which are object offsets.
    ///
    /// @param data the UTF-8 text, in which the bytes begin at `start`
    byte[] raw(byte[] data, int start, long from, long to);

    /// Says that nobody will ask for text before `textOffset` any more.
    void forget(long textOffset);

    /// A byte that is never part of UTF-8.
    byte INVALID = (byte) 0xFF;

    /// The bytes that one step may need.
    int ROOM = 8;

    /// Where decompressed bytes come from.
    @FunctionalInterface
    interface Source {
        Progress read(ByteBuffer out);
    }
}
