package io.lamella.core.decode;

import io.lamella.core.event.ByteRange;
import io.lamella.core.event.RestartPoint;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Takes a range of text out of a compressed object: passes over what comes before it, and stops behind it.
///
/// Nothing is decompressed before it is asked for, and then a bounded piece of it, however much a few compressed bytes may expand
/// to. Safe to be closed while another thread takes text.
public final class CompressedText implements AutoCloseable {
    private static final int PIECE_BYTES = 256 * 1024;

    private final DetectingDecompressor decompressor;
    private final int pieceBytes;
    private long before;
    private long left;
    private boolean closed;

    /// @param range of the object's text, not empty
    /// @param from in front of the range; the bytes of the object are offered from there on
    public CompressedText(ByteRange range, RestartPoint from) {
        this(range, from, PIECE_BYTES);
    }

    CompressedText(ByteRange range, RestartPoint from, int pieceBytes) {
        this.decompressor = new DetectingDecompressor(from);
        this.pieceBytes = pieceBytes;
        this.before = range.offset() - from.textOffset();
        this.left = range.length();
    }

    /// What more bytes of the object become: pieces of text, none of them empty. To be gone through once, before the next.
    public Iterable<ByteBuffer> of(ByteBuffer bytes) {
        return () -> new Pieces(bytes, false);
    }

    /// What is still to come when all bytes were taken.
    ///
    /// Fails with an [IllegalStateException] if the range is not over then: it is not one of this object.
    public Iterable<ByteBuffer> rest() {
        return () -> new Pieces(ByteBuffer.allocate(0), true);
    }

    /// Whether all text of the range was taken.
    public synchronized boolean isDone() {
        return left == 0;
    }

    /// The next piece; empty if it takes more bytes, or nothing is left.
    private synchronized Optional<ByteBuffer> next(ByteBuffer bytes, boolean end) {
        if (closed || left == 0) {
            return Optional.empty();
        }
        var text = ByteBuffer.allocate(pieceBytes);
        Progress progress;
        do {
            boolean passes = before > 0;
            text.clear().limit(Math.toIntExact(Math.min(pieceBytes, passes ? before : left)));
            progress = decompressor.decompress(bytes, end, text);
            int length = text.flip().remaining();
            if (passes) {
                before -= length;
            } else if (length > 0) {
                left -= length;
                return Optional.of(text);
            }
        } while (progress == Progress.OUTPUT_FULL);
        if (end) {
            throw new IllegalStateException(
                    "the text of the object must go on for " + left + " bytes, but it ends; was it surveyed as it is?");
        }
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        decompressor.close();
    }

    private final class Pieces implements Iterator<ByteBuffer> {
        private final ByteBuffer bytes;
        private final boolean end;
        private Optional<ByteBuffer> piece = Optional.empty();

        Pieces(ByteBuffer bytes, boolean end) {
            this.bytes = bytes;
            this.end = end;
        }

        @Override
        public boolean hasNext() {
            if (piece.isEmpty()) {
                piece = CompressedText.this.next(bytes, end);
            }
            return piece.isPresent();
        }

        @Override
        public ByteBuffer next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there is no text to take");
            }
            var taken = piece.orElseThrow();
            piece = Optional.empty();
            return taken;
        }
    }
}
