package io.lamella.core.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a slice must know of the object that it was cut from, so that it is converted as if the whole object were.
///
/// @param line of its first row, from 1
/// @param lead what stands in front of all rows of the object, a character for each byte: a byte order mark, lines to skip, the
/// header
/// @param leadLines the lines of the lead
public record Cut(long line, String lead, long leadLines) {
    /// The bytes of the lead.
    public ByteBuffer leadBytes() {
        return StandardCharsets.ISO_8859_1.encode(lead);
    }

    /// The same lead in front of rows that begin on another line.
    public Cut at(long otherLine) {
        return new Cut(otherLine, lead, leadLines);
    }
}
