package io.lamella.core.decode;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The first bytes of a text that tell its charset.
enum ByteOrderMark {
    // UTF-32LE before UTF-16LE, whose mark is its beginning.
    UTF_32LE(StandardCharsets.UTF_32LE, 0xFF, 0xFE, 0, 0),
    UTF_32BE(StandardCharsets.UTF_32BE, 0, 0, 0xFE, 0xFF),
    UTF_8(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
    UTF_16LE(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
    UTF_16BE(StandardCharsets.UTF_16BE, 0xFE, 0xFF);

    /// The longest mark.
    static final int MAX_BYTES = 4;

    private final Charset charset;
    private final byte[] bytes;

    ByteOrderMark(Charset charset, int... values) {
        this.charset = charset;
        this.bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
    }

    /// @param length how many bytes of `head` count; fewer than [#MAX_BYTES] only if the text has no more
    static Optional<ByteOrderMark> of(byte[] head, int length) {
        return Arrays.stream(values())
                .filter(mark ->
                        length >= mark.length() && Arrays.equals(head, 0, mark.length(), mark.bytes, 0, mark.length()))
                .findFirst();
    }

    Charset charset() {
        return charset;
    }

    int length() {
        return bytes.length;
    }
}
