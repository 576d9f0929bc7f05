package io.lamella.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Optional;

/// Object keys as S3 writes them into its own notifications: `application/x-www-form-urlencoded`, UTF-8.
///
/// AWS writes a space as `+`, some emulators as `%20`, some encode `/` too; all of them decode alike.
final class ObjectKey {
    private ObjectKey() {}

    /// The key, or empty if it is not UTF-8, which no key can be.
    ///
    /// Some emulators send keys as they are. That shows only if there is something that encoding never leaves: a blank,
    /// anything beyond ASCII, or a `%` that begins no escape. Then nothing is decoded.
    static Optional<String> decode(String key) {
        if (!isEncoded(key)) {
            return Optional.of(key);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(key.length());
        for (int i = 0; i < key.length(); i++) {
            char next = key.charAt(i);
            if (next == '%') {
                bytes.write(HexFormat.fromHexDigits(key, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(next == '+' ? ' ' : next);
            }
        }
        try {
            return Optional.of(UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isEncoded(String key) {
        for (int i = 0; i < key.length(); i++) {
            char next = key.charAt(i);
            if (next <= ' ' || next > '~' || (next == '%' && !isEscape(key, i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEscape(String key, int percent) {
        return percent + 2 < key.length()
                && HexFormat.isHexDigit(key.charAt(percent + 1))
                && HexFormat.isHexDigit(key.charAt(percent + 2));
    }
}
