package io.lamella.core.decode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;

/// Text in a charset other than UTF-8, decoded as it streams by.
///
/// The bytes that the text in the block was made of are kept, with a checkpoint every few thousand characters, so that a
/// rejected row can be shown as it stands in the object: from the last checkpoint the text is decoded again, character by
/// character. That is exact but for charsets with shift states (ISO-2022) when a checkpoint falls between two shifts.
final class TranscodedText implements TextForm {
    private static final int STEP_CHARS = 2048;
    private static final int SOURCE_BYTES = 16 * 1024;

    private record Checkpoint(long text, long object) {}

    private final Charset charset;
    private final CharsetDecoder decoder;
    private final int unitBytes;
    private final CharBuffer chars = CharBuffer.allocate(STEP_CHARS);
    private final List<Checkpoint> checkpoints = new ArrayList<>();

    /// From [#base] on; decoded up to its position.
    private ByteBuffer object = ByteBuffer.allocate(SOURCE_BYTES).limit(0);
    /// The object offset of the first byte of [#object].
    private long base;
    private long textOffset;
    private boolean sourceFinished;
    private boolean flushed;
    private Checkpoint located;

    /// @param head the bytes of the text that were read already; they begin at `start` in the decompressed object
    TranscodedText(Charset charset, long start, ByteBuffer head) {
        this.charset = charset;
        this.decoder = open(charset);
        this.unitBytes = unitBytes(charset);
        this.base = start;
        this.located = new Checkpoint(0, start);
        object.clear();
        object.put(head).flip();
    }

    private static CharsetDecoder open(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public Progress read(Source source, ByteBuffer out) {
        while (out.remaining() >= ROOM) {
            if (flushed) {
                return Progress.FINISHED;
            }
            if (!step(out) && !sourceFinished && !fetch(source)) {
                return Progress.NEEDS_INPUT;
            }
        }
        return Progress.OUTPUT_FULL;
    }

    /// Gets more of the object; returns whether there was any, or its end.
    private boolean fetch(Source source) {
        int decoded = object.position();
        int end = object.limit();
        if (object.capacity() - end < SOURCE_BYTES) {
            ByteBuffer bigger = ByteBuffer.allocate(Math.max(object.capacity() * 2, end + SOURCE_BYTES));
            object = bigger.put(object.position(0));
        }
        object.limit(end + SOURCE_BYTES).position(end);
        Progress progress = source.read(object);
        boolean any = object.position() > end;
        object.limit(object.position()).position(decoded);
        sourceFinished = progress == Progress.FINISHED;
        return any || sourceFinished;
    }

    /// Decodes some characters; returns whether it came any further.
    private boolean step(ByteBuffer out) {
        if (checkpoints.isEmpty() || checkpoints.getLast().text < textOffset) {
            checkpoints.add(new Checkpoint(textOffset, base + object.position()));
        }
        int before = out.position();
        int position = object.position();
        // A character takes three bytes at most, a pair of surrogates four; one byte more for INVALID.
        chars.clear().limit(Math.min(STEP_CHARS, (out.remaining() - 1) / 3));
        CoderResult result = decoder.decode(object, chars, sourceFinished);
        if (sourceFinished && result.isUnderflow() && decoder.flush(chars).isUnderflow()) {
            flushed = true;
        }
        encode(chars.flip(), out);
        if (result.isError()) {
            pass(object, result);
            out.put(INVALID);
        }
        textOffset += out.position() - before;
        return flushed || object.position() > position || out.position() > before;
    }

    /// Passes over bytes that mean nothing. Of a malformed sequence only the first unit: decoders count in what stands behind
    /// it, and that may be a line end.
    private void pass(ByteBuffer bytes, CoderResult error) {
        int length = error.isMalformed() ? Math.min(error.length(), unitBytes) : error.length();
        bytes.position(bytes.position() + length);
    }

    private static int unitBytes(Charset charset) {
        if (charset.name().contains("UTF-16")) {
            return 2;
        }
        return charset.name().contains("UTF-32") ? 4 : 1;
    }

    private static void encode(CharBuffer chars, ByteBuffer out) {
        char[] from = chars.array();
        byte[] to = out.array();
        int at = out.arrayOffset() + out.position();
        for (int i = chars.position(); i < chars.limit(); i++) {
            char c = from[i];
            if (c < 0x80) {
                to[at++] = (byte) c;
            } else if (!Character.isSurrogate(c)) {
                at = Utf8.put(to, at, c);
            } else if (i + 1 < chars.limit() && Character.isSurrogatePair(c, from[i + 1])) {
                at = Utf8.put(to, at, Character.toCodePoint(c, from[++i]));
            } else {
                to[at++] = INVALID;
            }
        }
        out.position(at - out.arrayOffset());
    }

    @Override
    public long objectOffset(long wanted) {
        Checkpoint from = located.text <= wanted ? located : checkpoints.getFirst();
        for (int i = checkpoints.size() - 1; i >= 0; i--) {
            Checkpoint checkpoint = checkpoints.get(i);
            if (checkpoint.text <= wanted) {
                from = checkpoint.text > from.text ? checkpoint : from;
                break;
            }
        }
        located = locate(from, wanted);
        return located.object;
    }

    /// Decodes once more, one character at a time, until as much text has come out as was asked for.
    private Checkpoint locate(Checkpoint from, long wanted) {
        CharsetDecoder again = open(charset);
        ByteBuffer bytes = object.duplicate().position(Math.toIntExact(from.object - base));
        CharBuffer character = CharBuffer.allocate(2);
        ByteBuffer utf8 = ByteBuffer.allocate(ROOM);
        long text = from.text;
        while (text < wanted) {
            character.clear().limit(1);
            int before = bytes.position();
            CoderResult result = again.decode(bytes, character, true);
            if (result.isOverflow() && character.position() == 0) {
                character.limit(2);
                result = again.decode(bytes, character, true);
            }
            utf8.clear();
            encode(character.flip(), utf8);
            // What is found behind a character is found again, by itself.
            if (result.isError() && utf8.position() == 0) {
                pass(bytes, result);
                utf8.put(INVALID);
            }
            text += utf8.position();
            if (bytes.position() == before && utf8.position() == 0) {
                break;
            }
        }
        return new Checkpoint(text, base + bytes.position());
    }

    @Override
    public byte[] raw(byte[] data, int start, long from, long to) {
        byte[] raw = new byte[Math.toIntExact(to - from)];
        object.get(Math.toIntExact(from - base), raw);
        return raw;
    }

    @Override
    public void forget(long before) {
        int kept = 0;
        while (kept + 1 < checkpoints.size() && checkpoints.get(kept + 1).text <= before) {
            kept++;
        }
        checkpoints.subList(0, kept).clear();
        if (checkpoints.isEmpty()) {
            return;
        }
        Checkpoint first = checkpoints.getFirst();
        int passed = Math.toIntExact(first.object - base);
        int decoded = object.position() - passed;
        object.position(passed);
        object.compact().flip().position(decoded);
        base = first.object;
        if (located.text < first.text) {
            located = first;
        }
    }
}
