package io.lamella.core.decode;

/// Where the parts of a JSON text end (RFC 8259). Text ends with a line feed, which no part may contain: all searches halt
/// there at the latest.
final class JsonSyntax {
    /// The part is malformed.
    static final int MALFORMED = -1;
    /// The part is nested deeper than [#MAX_DEPTH].
    static final int TOO_DEEP = -2;

    static final int MAX_DEPTH = 1000;

    private static final long QUOTES = Swar.repeat('"');
    private static final long BACKSLASHES = Swar.repeat('\\');

    private JsonSyntax() {}

    /// The first position from `at` on that is not white space; a line feed is none here.
    static int skipBlanks(byte[] data, int from) {
        return data[from] > ' ' ? from : behindBlanks(data, from);
    }

    private static int behindBlanks(byte[] data, int from) {
        int at = from;
        while (data[at] == ' ' || data[at] == '\t' || data[at] == '\r') {
            at++;
        }
        return at;
    }

    /// The first quote, backslash or control character from `at` on.
    static int stringHalt(byte[] data, int from) {
        int at = from;
        while (true) {
            long marks = halts(Swar.load(data, at));
            if (marks != 0) {
                return at + Swar.first(marks);
            }
            at += Long.BYTES;
        }
    }

    /// Marks the first quote, backslash or control character; what is marked behind it means nothing.
    private static long halts(long word) {
        return Swar.firstEqual(word, QUOTES) | Swar.firstEqual(word, BACKSLASHES) | Swar.firstControl(word);
    }

    /// The closing quote of the string whose text begins at `from`, or [#MALFORMED].
    static int stringEnd(byte[] data, int from) {
        int at = from;
        while (true) {
            at = stringHalt(data, at);
            if (data[at] == '"') {
                return at;
            }
            int length = data[at] == '\\' ? escapeLength(data, at) : 0;
            if (length == 0) {
                return MALFORMED;
            }
            at += length;
        }
    }

    /// The length of the escape at `at`; 0 if there is no such escape.
    static int escapeLength(byte[] data, int at) {
        return switch (data[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
            case 'u' -> hex(data, at + 2) < 0 ? 0 : 6;
            default -> 0;
        };
    }

    /// The number that four hexadecimal digits make; negative if they are not.
    static int hex(byte[] data, int at) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(data[at + i], 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    /// The end of the number at `from`, or [#MALFORMED].
    static int numberEnd(byte[] data, int from) {
        int at = data[from] == '-' ? from + 1 : from;
        int digits = at;
        at = digitsEnd(data, at);
        if (at == digits || (data[digits] == '0' && at > digits + 1)) {
            return MALFORMED;
        }
        if (data[at] == '.') {
            digits = at + 1;
            at = digitsEnd(data, digits);
            if (at == digits) {
                return MALFORMED;
            }
        }
        if (data[at] == 'e' || data[at] == 'E') {
            digits = data[at + 1] == '+' || data[at + 1] == '-' ? at + 2 : at + 1;
            at = digitsEnd(data, digits);
            return at == digits ? MALFORMED : at;
        }
        return at;
    }

    private static int digitsEnd(byte[] data, int from) {
        int at = from;
        while (data[at] >= '0' && data[at] <= '9') {
            at++;
        }
        return at;
    }

    /// The end of `true`, `false` or `null` at `from`, or [#MALFORMED].
    static int literalEnd(byte[] data, int from) {
        return switch (data[from]) {
            case 't' -> data[from + 1] == 'r' && data[from + 2] == 'u' && data[from + 3] == 'e' ? from + 4 : MALFORMED;
            case 'f' ->
                data[from + 1] == 'a' && data[from + 2] == 'l' && data[from + 3] == 's' && data[from + 4] == 'e'
                        ? from + 5
                        : MALFORMED;
            case 'n' -> data[from + 1] == 'u' && data[from + 2] == 'l' && data[from + 3] == 'l' ? from + 4 : MALFORMED;
            default -> MALFORMED;
        };
    }

    /// The end of the string, number or literal at `from`, or [#MALFORMED].
    static int scalarEnd(byte[] data, int from) {
        return switch (data[from]) {
            case '"' -> {
                int close = stringEnd(data, from + 1);
                yield close == MALFORMED ? MALFORMED : close + 1;
            }
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> numberEnd(data, from);
            default -> literalEnd(data, from);
        };
    }
}
