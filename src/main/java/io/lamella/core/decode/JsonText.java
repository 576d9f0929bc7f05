package io.lamella.core.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Resolves the escapes of JSON strings.
final class JsonText {
    /// Half of a surrogate pair stands alone: no character.
    static final int LONE_SURROGATE = -1;

    private JsonText() {}

    /// Writes the text `[from, to)` of a string, whose escapes are well-formed, to `target` of the same array; returns where
    /// it ends, or [#LONE_SURROGATE]. The text never gets longer.
    static int unescape(byte[] data, int from, int to, int target) {
        int end = target;
        int at = from;
        while (at < to) {
            byte value = data[at];
            if (value != '\\') {
                data[end++] = value;
                at++;
            } else if (data[at + 1] != 'u') {
                data[end++] = simple(data[at + 1]);
                at += 2;
            } else {
                int codePoint = codePoint(data, at, to);
                if (codePoint == LONE_SURROGATE) {
                    return LONE_SURROGATE;
                }
                end = Utf8.put(data, end, codePoint);
                at += codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 6 : 12;
            }
        }
        return end;
    }

    /// The text `[from, to)` of a string, whose escapes are well-formed; with half a surrogate pair in it, it stays as it is written.
    static String of(byte[] data, int from, int to) {
        byte[] text = Arrays.copyOfRange(data, from, to);
        int end = unescape(text, 0, text.length, 0);
        return end == LONE_SURROGATE
                ? new String(data, from, to - from, StandardCharsets.UTF_8)
                : new String(text, 0, end, StandardCharsets.UTF_8);
    }

    private static byte simple(byte escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }

    /// The character of the `\\u` escape at `at`, or of two of them.
    private static int codePoint(byte[] data, int at, int to) {
        char first = (char) JsonSyntax.hex(data, at + 2);
        if (!Character.isSurrogate(first)) {
            return first;
        }
        boolean pair = to - at >= 12 && data[at + 6] == '\\' && data[at + 7] == 'u';
        char second = pair ? (char) JsonSyntax.hex(data, at + 8) : 0;
        return Character.isSurrogatePair(first, second) ? Character.toCodePoint(first, second) : LONE_SURROGATE;
    }
}
