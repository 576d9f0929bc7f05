package io.lamella.core.decode;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// From the bytes of an object to UTF-8 text: decompression, then the charset.
final class TextReader implements AutoCloseable {
    private final DetectingDecompressor decompressor = new DetectingDecompressor();
    private final Charset declared;
    private final ByteBuffer head = ByteBuffer.allocate(ByteOrderMark.MAX_BYTES);
    private @Nullable TextForm form;

    TextReader(Charset declared) {
        this.declared = declared;
    }

    /// Consumes bytes of the object and writes UTF-8 to `out`, whose room must be at least twice [TextForm#ROOM].
    ///
    /// @param end whether nothing follows `in`
    Progress read(ByteBuffer in, boolean end, ByteBuffer out) {
        if (form == null) {
            Progress progress = decompressor.decompress(in, end, head);
            if (progress == Progress.NEEDS_INPUT) {
                return progress;
            }
            form = open(out);
        }
        return form.read(target -> decompressor.decompress(in, end, target), out);
    }

    private TextForm open(ByteBuffer out) {
        head.flip();
        var mark = ByteOrderMark.of(head.array(), head.limit());
        head.position(mark.map(ByteOrderMark::length).orElse(0));
        int start = head.position();
        Charset charset = mark.map(ByteOrderMark::charset).orElse(declared);
        if (charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII)) {
            out.put(head);
            return new Utf8Text(start);
        }
        return new TranscodedText(charset, start, head);
    }

    /// The offsets and raw bytes of what was read. Only after text was read.
    TextForm form() {
        if (form == null) {
            throw new IllegalStateException("nothing has been read yet");
        }
        return form;
    }

    /// Decompressed bytes so far.
    long decodedBytes() {
        return decompressor.producedBytes();
    }

    @Override
    public void close() {
        decompressor.close();
    }
}
