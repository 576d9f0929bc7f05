package io.lamella.adapter.memory;

import io.lamella.core.event.ByteRange;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// Bytes that never change, as a list of pieces. Ranges and concatenations share the pieces, so that an append to a big object
/// costs what the append brings, and objects may be larger than an array.
record Bytes(List<ByteBuffer> pieces, long size) {
    static Bytes copyOf(ByteBuffer content) {
        ByteBuffer copy = ByteBuffer.allocate(content.remaining())
                .put(content.duplicate())
                .flip()
                .asReadOnlyBuffer();
        return new Bytes(List.of(copy), copy.remaining());
    }

    static Bytes concat(List<Bytes> all) {
        return new Bytes(
                all.stream().flatMap(bytes -> bytes.pieces.stream()).toList(),
                all.stream().mapToLong(Bytes::size).sum());
    }

    Bytes slice(ByteRange range) {
        var slices = new ArrayList<ByteBuffer>();
        long start = 0;
        for (ByteBuffer piece : pieces) {
            long from = Math.max(range.offset(), start);
            long to = Math.min(range.end(), start + piece.remaining());
            if (from < to) {
                slices.add(piece.slice(Math.toIntExact(from - start), Math.toIntExact(to - from)));
            }
            start += piece.remaining();
        }
        return new Bytes(List.copyOf(slices), range.length());
    }

    /// A copy that its receiver may keep and write to.
    ByteBuffer toBuffer() {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(size));
        pieces.forEach(piece -> all.put(piece.duplicate()));
        return all.flip();
    }

    void addTo(MessageDigest digest) {
        pieces.forEach(piece -> digest.update(piece.duplicate()));
    }
}
