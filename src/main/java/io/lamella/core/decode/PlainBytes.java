package io.lamella.core.decode;

import java.nio.ByteBuffer;

/// No compression: bytes are passed on as they are.
final class PlainBytes implements Decompressor {
    @Override
    public Progress decompress(ByteBuffer in, boolean end, ByteBuffer out) {
        int length = Math.min(in.remaining(), out.remaining());
        out.put(out.position(), in, in.position(), length);
        out.position(out.position() + length);
        in.position(in.position() + length);
        if (in.hasRemaining()) {
            return Progress.OUTPUT_FULL;
        }
        return end ? Progress.FINISHED : Progress.NEEDS_INPUT;
    }
}
