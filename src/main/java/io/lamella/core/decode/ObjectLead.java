package io.lamella.core.decode;

import io.lamella.core.event.Cut;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What stands in front of the rows of an object that can be cut: a byte order mark, lines to skip, the header.
public final class ObjectLead {
    /// It travels in messages, and those of SQS are small.
    static final int MAX_BYTES = 32 * 1024;

    /// Charsets that write the characters that matter as ASCII does, and nothing else with these bytes.
    private static final List<String> LIKE_ASCII = List.of("UTF-8", "US-ASCII", "ISO-8859-", "windows-125", "KOI8-");

    private ObjectLead() {}

    /// The lead of an object, and where its first row is; empty if the object cannot be cut: because it is compressed, or its
    /// charset or format do not allow to tell where rows begin from the middle of it.
    ///
    /// @param beginning the first bytes of the object, or of the text of a compressed one, as many as a header might have
    public static Optional<Cut> find(InputFormat format, ByteBuffer beginning) {
        var head = new byte[beginning.remaining()];
        beginning.duplicate().get(head);
        try {
            return isPlain(head) ? find(format, head) : Optional.empty();
        } catch (RefusedException e) {
            // Whoever converts the object will say why.
            return Optional.empty();
        }
    }

    /// Whether an object is compressed, in a way that is understood.
    ///
    /// @param beginning its first bytes
    public static boolean isCompressed(ByteBuffer beginning) {
        var head = new byte[Math.min(beginning.remaining(), Compression.MAGIC_BYTES)];
        beginning.duplicate().get(head);
        return Compression.find(head, head.length) != Compression.NONE;
    }

    /// As [#find], of the text of a compressed object.
    ///
    /// @param beginning the first bytes of the object, with as many as it takes for so much text
    /// @param textBytes how much text a header might have
    /// @param whole whether the object has no more
    public static Optional<Cut> findCompressed(InputFormat format, ByteBuffer beginning, int textBytes, boolean whole) {
        var text = ByteBuffer.allocate(textBytes);
        try (var decompressor = new DetectingDecompressor()) {
            decompressor.decompress(beginning.duplicate(), whole, text);
        } catch (RefusedException e) {
            // Whoever converts the object will say why.
            return Optional.empty();
        }
        return find(format, text.flip());
    }

    private static boolean isPlain(byte[] head) {
        boolean isPlain = Compression.of(head, Math.min(head.length, Compression.MAGIC_BYTES)) == Compression.NONE;
        if (isPlain) {
            PackedText.refuse(head, head.length);
        }
        return isPlain;
    }

    private static Optional<Cut> find(InputFormat format, byte[] head) {
        var mark = ByteOrderMark.of(head, Math.min(head.length, ByteOrderMark.MAX_BYTES));
        Charset charset = mark.map(ByteOrderMark::charset).orElse(format.charset());
        if (!isLikeAscii(charset)) {
            return Optional.empty();
        }
        int start = mark.map(ByteOrderMark::length).orElse(0);
        return switch (format) {
            case InputFormat.NdJson _ -> Optional.of(lead(head, start, 0));
            case InputFormat.Json _ -> Optional.empty();
            case InputFormat.Csv csv when csv.comment().isPresent() -> Optional.empty();
            case InputFormat.Csv csv -> find(csv, head, start);
        };
    }

    static boolean isLikeAscii(Charset charset) {
        return LIKE_ASCII.stream().anyMatch(charset.name()::startsWith);
    }

    private static Optional<Cut> find(InputFormat.Csv format, byte[] head, int start) {
        var tokenizer = new CsvTokenizer(format, List.of(), 1);
        int end = end(tokenizer, head, start);
        return end < 0 || end > MAX_BYTES ? Optional.empty() : Optional.of(lead(head, end, tokenizer.line() - 1));
    }

    /// Where the rows begin, or a negative number if that is not in sight.
    static int end(InputFormat.Csv format, byte[] head, int start) {
        return end(new CsvTokenizer(format, List.of(), 1), head, start);
    }

    private static int end(CsvTokenizer tokenizer, byte[] head, int start) {
        var block = new FieldBlock(0);
        block.growText(head.length);
        System.arraycopy(head, 0, block.data, 0, head.length);
        return tokenizer.passLead(block, start, head.length);
    }

    private static Cut lead(byte[] head, int length, long lines) {
        return new Cut(lines + 1, new String(head, 0, length, StandardCharsets.ISO_8859_1), lines);
    }
}
