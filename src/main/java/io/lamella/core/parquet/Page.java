package io.lamella.core.parquet;

import java.nio.ByteBuffer;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;

/// A finished page.
///
/// @param bytes of the header and the compressed body
/// @param uncompressedBytes of the header and the body before compression
/// @param rows of a data page; 0 for a dictionary page
/// @param entries values and nulls, which are as many as rows in a flat column; values of a dictionary page
@SuppressWarnings("ArrayRecordComponent")
record Page(PageType type, Encoding encoding, int rows, int entries, byte[] bytes, long uncompressedBytes) {
    ByteBuffer content() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
}
