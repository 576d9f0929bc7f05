package io.lamella.core.decode;

import io.lamella.core.event.RestartPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// bzip2: any number of streams.
///
/// The library pulls its input, so it is only asked for output while more compressed bytes are at hand than it can use for
/// the answer. It decodes block by block; a block has at most 900,000 symbols of 20 bits (2.25 MB), 24 KB of selectors and a
/// few hundred bytes of tables. An answer of 8 KiB may end one block and pass through many tiny ones; 50 bytes for each of
/// its bytes would be 400 KB. The target must have an array.
final class Bzip2Decompressor implements Decompressor {
    static final int AHEAD_BYTES = 3 * 1024 * 1024;
    private static final int ANSWER_BYTES = 8 * 1024;

    private final BitWindow window;
    /// Null between streams.
    private @Nullable Bzip2Stream stream;

    /// From here on nothing was decompressed.
    private long nextBit;

    private boolean opened;
    private long produced;
    private RestartPoint restart;
    private boolean finished;

    /// @param from where the bytes that are offered begin
    Bzip2Decompressor(RestartPoint from) {
        this.window = new BitWindow(2 * AHEAD_BYTES, from.offset());
        this.nextBit = from.offset() * Byte.SIZE;
        this.produced = from.textOffset();
        this.restart = from;
    }

    @Override
    public Progress decompress(ByteBuffer in, boolean end, ByteBuffer out) {
        while (!finished) {
            if (isShort()) {
                window.fill(in);
            }
            if (isShort() && !(end && !in.hasRemaining())) {
                return Progress.NEEDS_INPUT;
            }
            if (!out.hasRemaining()) {
                return Progress.OUTPUT_FULL;
            }
            answer(out);
        }
        return Progress.FINISHED;
    }

    private boolean isShort() {
        return window.bytesFrom(nextBit) < AHEAD_BYTES;
    }

    private void answer(ByteBuffer out) {
        if (opened && stream == null && window.bytesFrom(nextBit) == 0) {
            finished = true;
            return;
        }
        try {
            var open = stream == null ? open() : stream;
            stream = open;
            int length = Math.min(out.remaining(), ANSWER_BYTES);
            int read = open.read(out.array(), out.arrayOffset() + out.position(), length);
            restart = open.restart();
            stream = read < 0 ? null : open;
            nextBit = read < 0 ? open.endOffset() * Byte.SIZE : open.neededBit();
            window.release(nextBit);
            out.position(out.position() + Math.max(0, read));
            produced += Math.max(0, read);
        } catch (IOException | RuntimeException e) {
            long bit = stream == null ? nextBit : stream.neededBit();
            throw new RefusedException(
                    "corrupt_bzip2",
                    "bzip2, about byte " + bit / Byte.SIZE + " of the object: " + e.getMessage()
                            + "; the bytes were damaged or cut short, upload the object again");
        }
    }

    /// Streams are opened one by one, so that it is known where each begins.
    private Bzip2Stream open() throws IOException {
        if (opened && window.bits(nextBit, 24) != ('B' << 16 | 'Z' << 8 | 'h')) {
            throw new IOException("bytes that are no bzip2 stream follow the last one");
        }
        var from = opened ? new RestartPoint.Member(nextBit / Byte.SIZE, produced) : restart;
        opened = true;
        return Bzip2Stream.open(window, from);
    }

    @Override
    public RestartPoint restart() {
        return restart;
    }
}
