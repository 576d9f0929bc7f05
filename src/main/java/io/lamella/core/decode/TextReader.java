package io.lamella.core.decode;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// From the bytes of an object to UTF-8 text: decompression, then the charset.
final class TextReader implements AutoCloseable {
    private final DetectingDecompressor decompressor;
    private final Charset declared;
    /// The first bytes of the text; once they are known, those of them that are still to be read.
    private final ByteBuffer head = ByteBuffer.allocate(PackedText.MAGIC_BYTES);

    private @Nullable TextForm form;

    /// Finds out from the first bytes how the text is compressed, and a charset other than the declared.
    TextReader(Charset declared) {
        this(declared, new DetectingDecompressor(), null);
    }

    private TextReader(Charset declared, DetectingDecompressor decompressor, @Nullable TextForm form) {
        this.declared = declared;
        this.decompressor = decompressor;
        this.form = form;
    }

    /// For rows from the middle of an object, the first bytes of which say nothing.
    static TextReader ofRows(Charset charset) {
        var rows =
                new TextReader(charset, DetectingDecompressor.ofPlainBytes(), form(charset, 0, ByteBuffer.allocate(0)));
        rows.head.limit(0);
        return rows;
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
            head.flip();
            form = open();
        }
        return form.read(target -> decompress(in, end, target), out);
    }

    private TextForm open() {
        PackedText.refuse(head.array(), head.limit());
        var mark = ByteOrderMark.of(head.array(), head.limit());
        head.position(mark.map(ByteOrderMark::length).orElse(0));
        return form(mark.map(ByteOrderMark::charset).orElse(declared), head.position(), head);
    }

    private Progress decompress(ByteBuffer in, boolean end, ByteBuffer out) {
        if (head.hasRemaining()) {
            int length = Math.min(head.remaining(), out.remaining());
            out.put(head.slice().limit(length));
            head.position(head.position() + length);
        }
        return head.hasRemaining() ? Progress.OUTPUT_FULL : decompressor.decompress(in, end, out);
    }

    private static TextForm form(Charset charset, int start, ByteBuffer head) {
        return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII)
                ? new Utf8Text(start)
                : new TranscodedText(charset, start, head);
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
