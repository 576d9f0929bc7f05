package io.lamella.core.decode;

/// Whether bytes are UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing beyond U+10FFFF.
final class Utf8 {
    private Utf8() {}

    /// The first position in `[from, to)` at which no valid character begins, or `to`. May read 15 bytes beyond `to`.
    static int firstInvalid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at = skipAscii(bytes, at, to);
            while (at < to && bytes[at] < 0) {
                int length = sequence(bytes, at, to);
                if (length == 0) {
                    return at;
                }
                at += length;
            }
        }
        return to;
    }

    /// The first byte beyond ASCII, or `to`.
    private static int skipAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && ((Swar.load(bytes, at) | Swar.load(bytes, at + 8)) & Swar.HIGH) == 0) {
            at += 16;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return Math.min(at, to);
    }

    /// The length of the character of several bytes at `at`; 0 if it is not valid.
    private static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        int left = to - at;
        if (lead >= 0xC2 && lead <= 0xDF) {
            return left >= 2 && isContinuation(bytes[at + 1]) ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            return left >= 3 && isSecondOfThree(lead, bytes[at + 1]) && isContinuation(bytes[at + 2]) ? 3 : 0;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            return left >= 4
                            && isSecondOfFour(lead, bytes[at + 1])
                            && isContinuation(bytes[at + 2])
                            && isContinuation(bytes[at + 3])
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean isContinuation(byte value) {
        return value < (byte) 0xC0;
    }

    private static boolean isSecondOfThree(int lead, byte second) {
        int value = second & 0xFF;
        return value >= (lead == 0xE0 ? 0xA0 : 0x80) && value <= (lead == 0xED ? 0x9F : 0xBF);
    }

    private static boolean isSecondOfFour(int lead, byte second) {
        int value = second & 0xFF;
        return value >= (lead == 0xF0 ? 0x90 : 0x80) && value <= (lead == 0xF4 ? 0x8F : 0xBF);
    }

    /// Writes a character; returns the position behind it.
    static int put(byte[] data, int target, int codePoint) {
        int at = target;
        if (codePoint < 0x80) {
            data[at++] = (byte) codePoint;
            return at;
        }
        if (codePoint < 0x800) {
            data[at++] = (byte) (0xC0 | (codePoint >> 6));
        } else {
            if (codePoint < 0x10000) {
                data[at++] = (byte) (0xE0 | (codePoint >> 12));
            } else {
                data[at++] = (byte) (0xF0 | (codePoint >> 18));
                data[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
            }
            data[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        }
        data[at++] = (byte) (0x80 | (codePoint & 0x3F));
        return at;
    }
}
