package io.lamella.core.decode;

import io.lamella.core.event.RestartPoint;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// gzip (RFC 1952): any number of members, each with its checksum and length verified. Zeros behind the last member, which
/// tapes and some uploaders add, are passed over.
final class GzipDecompressor implements Decompressor {
    private static final int TRAILER_BYTES = 8;

    private enum State {
        /// In a header. Only here, before its first byte, may the input end.
        HEADER,
        BODY,
        TRAILER,
        PADDING
    }

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private State state = State.HEADER;
    private GzipHeader header = new GzipHeader();
    private boolean betweenMembers;
    private long trailer;
    private int trailerBytes;
    private long offset;
    private long produced;
    private RestartPoint restart;

    /// @param from where the bytes that are offered begin
    GzipDecompressor(RestartPoint from) {
        this.offset = from.offset();
        this.produced = from.textOffset();
        this.restart = from;
    }

    @Override
    public Progress decompress(ByteBuffer in, boolean end, ByteBuffer out) {
        while (true) {
            if (state == State.BODY) {
                inflate(in, out);
                if (state == State.BODY && !out.hasRemaining()) {
                    return Progress.OUTPUT_FULL;
                }
            }
            if (!in.hasRemaining()) {
                return end ? finish() : Progress.NEEDS_INPUT;
            }
            if (state != State.BODY) {
                frame(in.get() & 0xFF);
            }
        }
    }

    private Progress finish() {
        boolean whole = state == State.PADDING || betweenMembers;
        if (!whole) {
            throw refused("the stream ends within a member; it was cut short, upload it again");
        }
        return Progress.FINISHED;
    }

    private void inflate(ByteBuffer in, ByteBuffer out) {
        int before = in.position();
        int start = out.position();
        try {
            inflater.setInput(in);
            while (!inflater.finished() && out.hasRemaining()) {
                if (inflater.inflate(out) == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
            }
        } catch (DataFormatException e) {
            throw refused(e.getMessage() + "; the bytes were damaged, upload the object again");
        }
        if (inflater.needsDictionary()) {
            throw refused("the stream asks for a preset dictionary, which gzip does not have");
        }
        offset += in.position() - before;
        produced += out.position() - start;
        crc.update(out.duplicate().flip().position(start));
        if (inflater.finished()) {
            state = State.TRAILER;
            trailer = 0;
            trailerBytes = 0;
        }
    }

    private void frame(int value) {
        offset++;
        switch (state) {
            case HEADER -> header(value);
            case TRAILER -> trailer(value);
            case PADDING -> {
                if (value != 0) {
                    throw refused("bytes that are no gzip member follow the last one");
                }
            }
            case BODY -> throw new IllegalStateException("the body is the inflater's");
        }
    }

    private void header(int value) {
        if (betweenMembers && value == 0) {
            state = State.PADDING;
            return;
        }
        if (betweenMembers) {
            restart = new RestartPoint.Member(offset - 1, produced);
            betweenMembers = false;
        }
        try {
            if (header.take(value)) {
                state = State.BODY;
                inflater.reset();
                crc.reset();
            }
        } catch (IllegalArgumentException e) {
            throw refused("a gzip header was expected, but " + e.getMessage());
        }
    }

    private void trailer(int value) {
        trailer |= (long) value << (8 * trailerBytes);
        if (++trailerBytes < TRAILER_BYTES) {
            return;
        }
        if ((trailer & 0xFFFFFFFFL) != crc.getValue()) {
            throw refused("the checksum of the member is wrong; the bytes were damaged, upload the object again");
        }
        if (trailer >>> 32 != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw refused("the length of the member is wrong; the bytes were damaged, upload the object again");
        }
        header = new GzipHeader();
        betweenMembers = true;
        state = State.HEADER;
    }

    @Override
    public RestartPoint restart() {
        return restart;
    }

    private RefusedException refused(String problem) {
        return new RefusedException("corrupt_gzip", "gzip, byte " + offset + " of the object: " + problem);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
