package io.lamella.core.decode;

import io.lamella.core.event.RestartPoint;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Finds out from the first bytes how an object is compressed, and refuses what expands beyond reason.
///
/// Decoding is streamed, so a bomb costs no memory, but time and, downstream, storage. deflate cannot exceed 1,032:1, which
/// it reaches for nothing but one byte over and over; rows of real tables stay below 300:1 with any of the three. So beyond
/// [#BOMB_BYTES] of output more than [#BOMB_RATIO]:1 is refused.
final class DetectingDecompressor implements Decompressor {
    static final long BOMB_BYTES = 256L * 1024 * 1024;
    static final long BOMB_RATIO = 1000;

    private final ByteBuffer head = ByteBuffer.allocate(Compression.MAGIC_BYTES);
    private final RestartPoint from;
    private Decompressor delegate = new PlainBytes();
    private @Nullable Compression compression;
    private long consumed;
    private long produced;

    DetectingDecompressor() {
        this(RestartPoint.START);
    }

    /// One that is given an object from a restart point on, and counts as if it had been given all of it.
    DetectingDecompressor(RestartPoint from) {
        this.from = from;
        this.consumed = from.offset();
        this.produced = from.textOffset();
        if (from instanceof RestartPoint.Block) {
            know(Compression.BZIP2);
        }
    }

    /// One that knows that nothing is compressed.
    static DetectingDecompressor ofPlainBytes() {
        var plain = new DetectingDecompressor();
        plain.know(Compression.NONE);
        return plain;
    }

    private void know(Compression known) {
        head.flip();
        compression = known;
        delegate = known.open(from);
    }

    @Override
    public Progress decompress(ByteBuffer in, boolean end, ByteBuffer out) {
        if (compression == null) {
            while (head.hasRemaining() && in.hasRemaining()) {
                head.put(in.get());
                consumed++;
            }
            if (head.hasRemaining() && !end) {
                return Progress.NEEDS_INPUT;
            }
            know(Compression.of(head.array(), head.position()));
        }
        int before = in.position();
        int room = out.remaining();
        Progress progress = delegated(in, end, out);
        consumed += in.position() - before;
        produced += room - out.remaining();
        refuseBombs();
        return progress;
    }

    private Progress delegated(ByteBuffer in, boolean end, ByteBuffer out) {
        if (head.hasRemaining()) {
            boolean all = end && !in.hasRemaining();
            Progress progress = delegate.decompress(head, all, out);
            if (progress != Progress.NEEDS_INPUT) {
                return progress;
            }
        }
        return delegate.decompress(in, end, out);
    }

    /// Decompressed bytes so far.
    long producedBytes() {
        return produced;
    }

    /// Compressed bytes so far, some of which may not have been decompressed yet.
    long consumedBytes() {
        return consumed;
    }

    @Override
    public RestartPoint restart() {
        return delegate.restart();
    }

    private void refuseBombs() {
        if (compression != Compression.NONE && produced > BOMB_BYTES && produced / BOMB_RATIO > consumed) {
            throw new RefusedException(
                    "decompression_bomb",
                    "an object may expand to " + BOMB_RATIO + " times its size, but " + consumed
                            + " compressed bytes have become " + produced
                            + "; if that is meant, upload it uncompressed");
        }
    }

    @Override
    public void close() {
        delegate.close();
    }
}
