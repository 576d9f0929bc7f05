package io.lamella.core.decode;

import io.lamella.core.event.RestartPoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
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

    private final Pending pending = new Pending();
    /// Null between streams.
    private @Nullable BZip2CompressorInputStream stream;

    private long streams;
    private long produced;
    private RestartPoint restart = RestartPoint.START;
    private boolean finished;

    @Override
    public Progress decompress(ByteBuffer in, boolean end, ByteBuffer out) {
        while (!finished) {
            if (pending.size() < AHEAD_BYTES) {
                pending.fill(in);
            }
            if (pending.size() < AHEAD_BYTES && !(end && !in.hasRemaining())) {
                return Progress.NEEDS_INPUT;
            }
            if (!out.hasRemaining()) {
                return Progress.OUTPUT_FULL;
            }
            answer(out);
        }
        return Progress.FINISHED;
    }

    private void answer(ByteBuffer out) {
        if (streams > 0 && stream == null && pending.size() == 0) {
            finished = true;
            return;
        }
        try {
            var open = stream == null ? open() : stream;
            int length = Math.min(out.remaining(), ANSWER_BYTES);
            int read = open.read(out.array(), out.arrayOffset() + out.position(), length);
            stream = read < 0 ? null : open;
            out.position(out.position() + Math.max(0, read));
            produced += Math.max(0, read);
        } catch (IOException | RuntimeException e) {
            throw new RefusedException(
                    "corrupt_bzip2",
                    "bzip2, about byte " + pending.taken + " of the object: " + e.getMessage()
                            + "; the bytes were damaged or cut short, upload the object again");
        }
    }

    /// Streams are opened one by one, so that it is known where each begins. The library reads no byte behind the one it is at.
    private BZip2CompressorInputStream open() throws IOException {
        if (streams > 0 && !pending.beginsWith('B', 'Z', 'h')) {
            throw new IOException("bytes that are no bzip2 stream follow the last one");
        }
        restart = new RestartPoint(pending.taken, produced);
        streams++;
        return new BZip2CompressorInputStream(pending, false);
    }

    @Override
    public RestartPoint restart() {
        return restart;
    }

    /// Compressed bytes that the library has not read yet.
    private static final class Pending extends InputStream {
        private final byte[] bytes = new byte[2 * AHEAD_BYTES];
        private int from;
        private int to;
        private long taken;

        int size() {
            return to - from;
        }

        boolean beginsWith(int... values) {
            return size() >= values.length
                    && IntStream.range(0, values.length).allMatch(i -> bytes[from + i] == values[i]);
        }

        void fill(ByteBuffer in) {
            if (bytes.length - to < in.remaining() && from > 0) {
                System.arraycopy(bytes, from, bytes, 0, size());
                to -= from;
                from = 0;
            }
            int length = Math.min(in.remaining(), bytes.length - to);
            in.get(bytes, to, length);
            to += length;
        }

        @Override
        public int read() {
            if (from == to) {
                return -1;
            }
            taken++;
            return bytes[from++] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (from == to) {
                return length == 0 ? 0 : -1;
            }
            int count = Math.min(length, size());
            System.arraycopy(bytes, from, target, offset, count);
            from += count;
            taken += count;
            return count;
        }
    }
}
