package io.lamella.core.decode;

import io.lamella.core.decode.InputFormat.Csv;
import java.util.Optional;

/// Quoted fields of a row: where they end and what they say.
final class CsvQuotes {
    static final long LINE_FEEDS = Swar.repeat('\n');
    static final long CARRIAGE_RETURNS = Swar.repeat('\r');

    /// Equal to no byte.
    static final int NONE = 256;

    private final int quote;
    private final int escape;
    private final int delimiter;
    private final long quotePattern;
    private final long escapePattern;

    private int limit;
    private boolean escaped;
    private boolean unterminated;
    private int lineBreaks;

    CsvQuotes(Csv format) {
        this.quote = character(format.quote());
        this.escape = escape(format);
        this.delimiter = format.delimiter();
        this.quotePattern = Swar.repeat(quote);
        this.escapePattern = escape == NONE ? quotePattern : Swar.repeat(escape);
    }

    /// The character, or a number that no byte equals.
    static int character(Optional<Byte> character) {
        return character.map(Byte::intValue).orElse(NONE);
    }

    /// The escape character, if it is another than the quote: doubled quotes are understood anyway.
    static int escape(Csv format) {
        return format.escape().equals(format.quote()) ? NONE : character(format.escape());
    }

    void beginRow(int textEnd) {
        limit = textEnd;
        unterminated = false;
        lineBreaks = 0;
    }

    /// Whether a quoted field of the row is still open at the end of the text.
    boolean unterminated() {
        return unterminated;
    }

    /// Line ends inside the quoted fields of the row.
    int lineBreaks() {
        return lineBreaks;
    }

    /// Where the quote is that closes the field that `open` opens, or the end of the text.
    int close(byte[] data, int open) {
        int at = open + 1;
        long breaks = 0;
        escaped = false;
        while (at < limit) {
            long word = Swar.load(data, at);
            long marks = Swar.equal(word, quotePattern) | Swar.equal(word, escapePattern);
            long before = (marks - 1) & ~marks;
            breaks |= (Swar.equal(word, LINE_FEEDS) | Swar.equal(word, CARRIAGE_RETURNS)) & before;
            if (marks == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Swar.first(marks);
            if (at >= limit) {
                break;
            }
            if (data[at] == quote && data[at + 1] != quote) {
                countLines(data, open, at, breaks);
                return at;
            }
            escaped = true;
            breaks |= data[at] == quote ? 0 : -1;
            at += 2;
        }
        unterminated = true;
        countLines(data, open, limit, -1);
        return limit;
    }

    private void countLines(byte[] data, int from, int to, long breaks) {
        if (breaks != 0) {
            lineBreaks += lineBreaks(data, from, to);
        }
    }

    private static int lineBreaks(byte[] data, int from, int to) {
        int count = 0;
        for (int at = from; at < to; at++) {
            if (data[at] == '\n' || (data[at] == '\r' && data[at + 1] != '\n')) {
                count++;
            }
        }
        return count;
    }

    /// Records the field whose quotes are at `open` and `close`, as [#close] has just found them.
    void take(FieldBlock block, int open, int close, int column, int row) {
        if (!escaped) {
            block.set(column, row, open + 1, close - open - 1, FieldBlock.QUOTED);
            return;
        }
        int start = block.reserve(close - open);
        int end = unescape(block.data, open + 1, close, start);
        block.release(end);
        block.set(column, row, start, end - start, FieldBlock.QUOTED);
    }

    private int unescape(byte[] data, int from, int to, int target) {
        int end = target;
        for (int at = from; at < to; at++) {
            if (data[at] == escape || data[at] == quote) {
                at++;
            }
            data[end++] = data[at];
        }
        return end;
    }

    boolean isBlank(byte value) {
        return (value == ' ' || value == '\t') && value != delimiter;
    }

    /// The first position from `from` on that is not a blank. Text ends with a line feed, which is none.
    int skipBlanks(byte[] data, int from) {
        int at = from;
        while (isBlank(data[at])) {
            at++;
        }
        return at;
    }
}
