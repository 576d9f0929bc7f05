package io.lamella.core.decode;

import io.lamella.core.decode.InputFormat.Csv;
import java.util.stream.IntStream;

/// Finds the end of a row that is too long to be held, piece by piece, with quotes honoured as [CsvTokenizer] does.
final class CsvRowSkipper {
    private enum State {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        ESCAPED,
        QUOTE_IN_QUOTED
    }

    private final int delimiter;
    private final int quote;
    private final int escape;
    private final boolean trim;
    /// The characters that change the state.
    private final long[] patterns;

    private State state = State.FIELD_START;
    private boolean afterCarriageReturn;
    private long lineBreaks;

    CsvRowSkipper(Csv format) {
        this.delimiter = format.delimiter();
        this.quote = CsvQuotes.character(format.quote());
        this.escape = CsvQuotes.escape(format);
        this.trim = format.trim();
        this.patterns = IntStream.of(delimiter, quote, escape, '\n', '\r')
                .mapToLong(Swar::repeat)
                .toArray();
    }

    /// The position of the row's line end, or `to` if it is not in sight.
    int skip(byte[] data, int from, int to) {
        lineBreaks = 0;
        for (int at = from; at < to; at++) {
            at = skipText(data, at, to);
            if (at == to) {
                break;
            }
            byte value = data[at];
            boolean lineEnd = value == '\n' || value == '\r';
            if (lineEnd && state != State.QUOTED && state != State.ESCAPED) {
                state = State.FIELD_START;
                afterCarriageReturn = false;
                return at;
            }
            if (lineEnd) {
                lineBreaks += value == '\n' && afterCarriageReturn ? 0 : 1;
            }
            afterCarriageReturn = value == '\r';
            state = next(value);
        }
        return to;
    }

    /// Passes over what changes nothing, eight bytes at a time.
    private int skipText(byte[] data, int from, int to) {
        if (state != State.QUOTED && state != State.UNQUOTED) {
            return from;
        }
        int at = from;
        while (at < to && isPlain(Swar.load(data, at))) {
            at += Long.BYTES;
            afterCarriageReturn = false;
        }
        return Math.min(at, to);
    }

    private boolean isPlain(long word) {
        long marks = 0;
        for (long pattern : patterns) {
            marks |= Swar.equal(word, pattern);
        }
        return marks == 0;
    }

    /// Line ends inside quotes that the last call passed.
    long lineBreaks() {
        return lineBreaks;
    }

    private State next(byte value) {
        return switch (state) {
            case FIELD_START -> fieldStart(value);
            case UNQUOTED -> value == delimiter ? State.FIELD_START : State.UNQUOTED;
            case QUOTED -> quoted(value);
            case ESCAPED -> State.QUOTED;
            case QUOTE_IN_QUOTED -> quoteInQuoted(value);
        };
    }

    private State fieldStart(byte value) {
        if (value == quote) {
            return State.QUOTED;
        }
        boolean blank = trim && (value == ' ' || value == '\t');
        return value == delimiter || blank ? State.FIELD_START : State.UNQUOTED;
    }

    private State quoted(byte value) {
        if (value == quote) {
            return State.QUOTE_IN_QUOTED;
        }
        return value == escape ? State.ESCAPED : State.QUOTED;
    }

    private State quoteInQuoted(byte value) {
        if (value == quote) {
            return State.QUOTED;
        }
        return value == delimiter ? State.FIELD_START : State.UNQUOTED;
    }
}
