package io.lamella.core.decode;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Text that is UTF-8 already, so that decompression writes straight into the block.
///
/// @param start where the text begins in the decompressed object: behind the byte order mark
record Utf8Text(long start) implements TextForm {
    @Override
    public Progress read(Source source, ByteBuffer out) {
        return source.read(out);
    }

    @Override
    public long objectOffset(long textOffset) {
        return start + textOffset;
    }

    @Override
    public byte[] raw(byte[] data, int from, long objectFrom, long objectTo) {
        return Arrays.copyOfRange(data, from, from + Math.toIntExact(objectTo - objectFrom));
    }

    @Override
    public void forget(long textOffset) {}
}
