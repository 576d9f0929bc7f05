package io.lamella.core.decode;

import java.util.BitSet;

/// Tells whether a text is one JSON value, by the grammar of RFC 8259.
///
/// Works without recursion: what is open is kept as one bit a level, so the depth costs next to nothing. Names that occur
/// twice are allowed, as the RFC allows them. That the text is UTF-8 is for others to check. Not thread-safe.
final class JsonGrammar {
    private static final int BAD = -1;

    /// By depth: set inside an object, clear inside an array.
    private final BitSet objects = new BitSet();

    private int depth;

    /// The offsets are [start, end); `data` may be longer.
    boolean accepts(byte[] data, int start, int end) {
        depth = 0;
        int at = blanks(data, start, end);
        do {
            at = value(data, at, end);
            at = at == BAD ? BAD : next(data, at, end);
        } while (at != BAD && depth > 0);
        return at == end;
    }

    /// Opens objects and arrays down to the first value that holds no other; returns where that ends.
    private int value(byte[] data, int start, int end) {
        int at = start;
        while (at < end && (data[at] == '{' || data[at] == '[')) {
            boolean object = data[at] == '{';
            at = blanks(data, at + 1, end);
            if (at < end && data[at] == close(object)) {
                return at + 1;
            }
            objects.set(depth++, object);
            at = object ? name(data, at, end) : at;
            if (at == BAD) {
                return BAD;
            }
        }
        return at == end ? BAD : scalar(data, at, end);
    }

    /// Closes what closes behind a value; returns where the next value begins, or, at depth 0, what is not blank.
    private int next(byte[] data, int start, int end) {
        int at = blanks(data, start, end);
        while (depth > 0 && at < end && data[at] == close(objects.get(depth - 1))) {
            depth--;
            at = blanks(data, at + 1, end);
        }
        if (depth == 0) {
            return at;
        }
        if (at == end || data[at] != ',') {
            return BAD;
        }
        at = blanks(data, at + 1, end);
        return objects.get(depth - 1) ? name(data, at, end) : at;
    }

    private static byte close(boolean object) {
        return (byte) (object ? '}' : ']');
    }

    private static int blanks(byte[] data, int start, int end) {
        int at = start;
        while (at < end && (data[at] == ' ' || data[at] == '\t' || data[at] == '\n' || data[at] == '\r')) {
            at++;
        }
        return at;
    }

    /// A name and its colon; returns where the value begins.
    private static int name(byte[] data, int start, int end) {
        if (start == end || data[start] != '"') {
            return BAD;
        }
        int at = string(data, start + 1, end);
        if (at == BAD) {
            return BAD;
        }
        at = blanks(data, at, end);
        return at < end && data[at] == ':' ? blanks(data, at + 1, end) : BAD;
    }

    private static int scalar(byte[] data, int at, int end) {
        return switch (data[at]) {
            case '"' -> string(data, at + 1, end);
            case 't' -> word(data, at, end, "true");
            case 'f' -> word(data, at, end, "false");
            case 'n' -> word(data, at, end, "null");
            default -> number(data, at, end);
        };
    }

    private static int word(byte[] data, int start, int end, String word) {
        if (end - start < word.length()) {
            return BAD;
        }
        for (int i = 0; i < word.length(); i++) {
            if (data[start + i] != word.charAt(i)) {
                return BAD;
            }
        }
        return start + word.length();
    }

    private static int string(byte[] data, int start, int end) {
        int at = start;
        while (at < end) {
            byte character = data[at++];
            if (character == '"') {
                return at;
            }
            if (character == '\\') {
                at = escape(data, at, end);
                if (at == BAD) {
                    return BAD;
                }
            } else if (character >= 0 && character < ' ') {
                return BAD;
            }
        }
        return BAD;
    }

    private static int escape(byte[] data, int at, int end) {
        if (at == end) {
            return BAD;
        }
        return switch (data[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
            case 'u' -> end - at >= 5 && Hex.areDigits(data, at + 1, at + 5) ? at + 5 : BAD;
            default -> BAD;
        };
    }

    private static int number(byte[] data, int start, int end) {
        int at = start < end && data[start] == '-' ? start + 1 : start;
        int whole = digits(data, at, end);
        if (whole == at || (data[at] == '0' && whole > at + 1)) {
            return BAD;
        }
        at = whole;
        if (at < end && data[at] == '.') {
            int fraction = digits(data, at + 1, end);
            if (fraction == at + 1) {
                return BAD;
            }
            at = fraction;
        }
        return at < end && (data[at] == 'e' || data[at] == 'E') ? exponent(data, at + 1, end) : at;
    }

    private static int exponent(byte[] data, int start, int end) {
        int at = start < end && (data[start] == '-' || data[start] == '+') ? start + 1 : start;
        int digits = digits(data, at, end);
        return digits == at ? BAD : digits;
    }

    private static int digits(byte[] data, int start, int end) {
        int at = start;
        while (at < end && data[at] >= '0' && data[at] <= '9') {
            at++;
        }
        return at;
    }
}
