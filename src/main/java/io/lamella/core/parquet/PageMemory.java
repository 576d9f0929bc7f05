package io.lamella.core.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// Where the finished pages of row groups are kept, one behind the other. A later row group may have the memory of an earlier one.
///
/// It grows by just what is missing. So the pages of a first row group have an array each, and later ones lie across those.
final class PageMemory {
    private List<byte[]> used = new ArrayList<>();
    private List<byte[]> ended = List.of();
    private final Queue<byte[]> free = new ArrayDeque<>();
    private byte[] open = {};
    private int openUsed;

    /// Keeps them one behind the other, and answers where.
    List<ByteBuffer> keep(ByteSink header, ByteSink body) {
        var pieces = pieces(Math.addExact(header.size, body.size));
        fill(pieces, header);
        fill(pieces, body);
        pieces.forEach(ByteBuffer::flip);
        return pieces;
    }

    private List<ByteBuffer> pieces(int bytes) {
        var pieces = new ArrayList<ByteBuffer>();
        for (int missing = bytes; missing > 0; ) {
            if (openUsed == open.length) {
                var next = free.poll();
                open = next == null ? new byte[missing] : next;
                openUsed = 0;
                used.add(open);
            }
            int length = Math.min(missing, open.length - openUsed);
            pieces.add(ByteBuffer.wrap(open, openUsed, length).slice());
            openUsed += length;
            missing -= length;
        }
        return pieces;
    }

    private static void fill(List<ByteBuffer> pieces, ByteSink from) {
        int done = 0;
        for (var piece : pieces) {
            int length = Math.min(piece.remaining(), from.size - done);
            piece.put(from.bytes, done, length);
            done += length;
        }
    }

    /// Ends the row group.
    void end() {
        ended = used;
        used = new ArrayList<>();
        open = new byte[0];
        openUsed = 0;
    }

    /// Writes over the row group that was ended last, from now on.
    void reuse() {
        free.addAll(ended);
        ended = List.of();
    }
}
