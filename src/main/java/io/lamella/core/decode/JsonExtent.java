package io.lamella.core.decode;

/// Finds where a JSON value ends, piece by piece and in constant memory, by its quotes and brackets alone: the value need not be well-formed.
///
/// Brackets are counted, whichever they are, so a value that closes another bracket than it opened ends where as many were closed. It
/// agrees with whoever reads the value by the grammar, up to the first byte that the grammar does not allow.
final class JsonExtent {
    /// The value does not end within the text.
    static final int NOT_IN_SIGHT = -1;

    private static final long QUOTES = Swar.repeat('"');
    private static final long BACKSLASHES = Swar.repeat('\\');
    private static final long LINE_FEEDS = Swar.repeat('\n');

    private boolean begun;
    /// A number or a word, which ends where something else begins.
    private boolean bare;
    private boolean inString;
    private boolean escaped;
    private long depth;
    private long lineFeeds;

    /// To be called before the first piece of each value.
    void begin() {
        begun = false;
        bare = false;
        inString = false;
        escaped = false;
        depth = 0;
        lineFeeds = 0;
    }

    /// The line feeds of the value so far.
    long lineFeeds() {
        return lineFeeds;
    }

    /// Whether it is a number or a word, which the end of the text ends too.
    boolean mayEnd() {
        return begun && bare;
    }

    /// The position behind the value, the next piece of which is `[from, limit)`, or [#NOT_IN_SIGHT]. May read seven bytes beyond `limit`.
    int end(byte[] data, int from, int limit) {
        if (from == limit) {
            return NOT_IN_SIGHT;
        }
        if (!begun) {
            begun = true;
            bare = data[from] != '"' && data[from] != '{' && data[from] != '[';
        }
        return bare ? bareEnd(data, from, limit) : closedEnd(data, from, limit);
    }

    private static int bareEnd(byte[] data, int from, int limit) {
        for (int at = from; at < limit; at++) {
            switch (data[at]) {
                case ',', ':', '{', '}', '[', ']', '"', ' ', '\t', '\n', '\r' -> {
                    return at;
                }
                default -> {}
            }
        }
        return NOT_IN_SIGHT;
    }

    private int closedEnd(byte[] data, int from, int limit) {
        int at = from;
        while (at < limit) {
            if (inString) {
                at = behindString(data, at, limit);
                if (!inString && depth == 0) {
                    return at;
                }
            } else {
                at++;
                if (closes(data[at - 1])) {
                    return at;
                }
            }
        }
        return NOT_IN_SIGHT;
    }

    /// Takes a byte outside strings; returns whether it closes the last bracket.
    private boolean closes(byte value) {
        switch (value) {
            case '"' -> inString = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            case '\n' -> lineFeeds++;
            default -> {}
        }
        return depth == 0 && (value == '}' || value == ']');
    }

    /// The position behind the closing quote, or `limit`.
    private int behindString(byte[] data, int from, int limit) {
        int at = from;
        while (at < limit) {
            if (escaped) {
                escaped = false;
                // A line feed is none that could be escaped, and is counted below.
                at += data[at] == '\n' ? 0 : 1;
                continue;
            }
            at = halt(data, at, limit);
            if (at == limit) {
                return limit;
            }
            switch (data[at++]) {
                case '"' -> {
                    inString = false;
                    return at;
                }
                case '\\' -> escaped = true;
                default -> lineFeeds++;
            }
        }
        return limit;
    }

    /// The first quote, backslash or line feed from `from` on, or `limit`.
    private static int halt(byte[] data, int from, int limit) {
        for (int at = from; at < limit; at += Long.BYTES) {
            long word = Swar.load(data, at);
            long marks = Swar.firstEqual(word, QUOTES)
                    | Swar.firstEqual(word, BACKSLASHES)
                    | Swar.firstEqual(word, LINE_FEEDS);
            if (marks != 0) {
                return Math.min(at + Swar.first(marks), limit);
            }
        }
        return limit;
    }
}
