package io.lamella.core.parquet;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;

/// A finished page.
///
/// @param pieces the header and the compressed body, one behind the other
/// @param uncompressedBytes of the header and the body before compression
/// @param rows of a data page; 0 for a dictionary page
/// @param entries values and nulls, which are as many as rows in a flat column; values of a dictionary page
record Page(PageType type, Encoding encoding, int rows, int entries, List<ByteBuffer> pieces, long uncompressedBytes) {
    /// The header and the compressed body, piece by piece, as read-only views.
    Stream<ByteBuffer> content() {
        return pieces.stream().map(ByteBuffer::asReadOnlyBuffer);
    }

    /// Of the header and the compressed body.
    int bytes() {
        return pieces.stream().mapToInt(ByteBuffer::remaining).sum();
    }
}
