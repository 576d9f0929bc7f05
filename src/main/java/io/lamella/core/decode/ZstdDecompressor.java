package io.lamella.core.decode;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.lamella.core.event.RestartPoint;
import java.nio.ByteBuffer;

/// Zstandard (RFC 8878): any number of frames, skippable ones among them, through small direct buffers.
///
/// The library takes windows of up to 128 MiB, which is native memory; `zstd --long` beyond 27 is refused by it.
final class ZstdDecompressor implements Decompressor {
    private static final int BUFFER_BYTES = 128 * 1024;

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final ByteBuffer source = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private final ByteBuffer target = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private boolean betweenFrames = true;
    private long offset;
    private long produced;
    private RestartPoint restart;

    /// @param from where the bytes that are offered begin
    ZstdDecompressor(RestartPoint from) {
        this.offset = from.offset();
        this.produced = from.textOffset();
        this.restart = from;
    }

    @Override
    public Progress decompress(ByteBuffer in, boolean end, ByteBuffer out) {
        while (true) {
            move(target, out);
            if (target.hasRemaining()) {
                return Progress.OUTPUT_FULL;
            }
            if (!source.hasRemaining()) {
                source.clear();
                move(in, source);
                source.flip();
            }
            boolean exhausted = !source.hasRemaining();
            if (exhausted && !end) {
                return Progress.NEEDS_INPUT;
            }
            if (exhausted && betweenFrames) {
                return Progress.FINISHED;
            }
            step();
            // Without input the library may still have had output in store; if not, the frame is cut short.
            if (exhausted && !target.hasRemaining() && !betweenFrames) {
                throw refused("the stream ends within a frame; it was cut short, upload it again");
            }
        }
    }

    private void step() {
        if (betweenFrames) {
            restart = new RestartPoint.Member(offset, produced);
        }
        int before = source.position();
        target.clear();
        try {
            betweenFrames = context.decompressDirectByteBufferStream(target, source);
        } catch (ZstdException e) {
            throw refused(e.getMessage() + "; the bytes were damaged, or compressed with a window beyond 128 MiB");
        }
        target.flip();
        produced += target.remaining();
        offset += source.position() - before;
    }

    private static void move(ByteBuffer from, ByteBuffer to) {
        int length = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), length);
        to.position(to.position() + length);
        from.position(from.position() + length);
    }

    @Override
    public RestartPoint restart() {
        return restart;
    }

    private RefusedException refused(String problem) {
        return new RefusedException("corrupt_zstd", "zstd, about byte " + offset + " of the object: " + problem);
    }

    @Override
    public void close() {
        context.close();
    }
}
