package io.lamella.core.decode;

import io.lamella.core.decode.InputFormat.Csv;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Surveys comma-separated values: walks through the text once for each thing that may be open in front of it, quotes honoured
/// as [CsvTokenizer] does. All walks look at the same few bytes only: quotes, escapes and line ends; and those that have met are
/// one from then on, which is soon the case wherever there are quotes.
final class CsvSurveyor implements Surveyor {
    private static final int BLOCK_BYTES = 64 * 1024;

    private final CsvQuotes quotes;
    private final int quote;
    private final int delimiter;
    private final boolean trim;
    private final long quotePattern;
    private final long escapePattern;

    /// The text at hand: `[0, filled)`. A carriage return at its end waits for the byte behind it.
    private final byte[] data;

    private final int blockBytes;

    private int filled;

    /// Where in the stretch the text at hand begins.
    private long base;

    private long lines;
    private boolean beginsWithLineFeed;
    private final List<Walk> walks =
            Stream.of(TextState.values()).map(Walk::new).toList();

    /// Those that have met no other before them.
    private final List<Walk> alone = new ArrayList<>(walks);

    CsvSurveyor(Csv format) {
        this(format, BLOCK_BYTES);
    }

    /// @param blockBytes how much text is at hand at a time, 2 at least
    CsvSurveyor(Csv format, int blockBytes) {
        this.data = new byte[blockBytes + Long.BYTES];
        this.blockBytes = blockBytes;
        this.quotes = new CsvQuotes(format);
        this.quote = CsvQuotes.character(format.quote());
        this.delimiter = format.delimiter();
        this.trim = format.trim();
        this.quotePattern = pattern(quote);
        this.escapePattern = pattern(CsvQuotes.escape(format));
    }

    /// Where there is no such character, line feeds are looked for, as they are anyway.
    private static long pattern(int character) {
        return character == CsvQuotes.NONE ? CsvQuotes.LINE_FEEDS : Swar.repeat(character);
    }

    @Override
    public void offer(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (filled == blockBytes) {
                walk(data[filled - 1] == '\r' ? filled - 1 : filled);
            }
            int length = Math.min(blockBytes - filled, bytes.remaining());
            bytes.get(data, filled, length);
            if (base + filled == 0) {
                begin();
            }
            filled += length;
        }
    }

    private void begin() {
        beginsWithLineFeed = data[0] == '\n';
        for (var walk : walks) {
            walk.begin();
        }
    }

    @Override
    public Survey finish() {
        boolean open = data[filled - 1] == '\r';
        long length = base + filled;
        byte last = data[filled - 1];
        walk(open ? filled - 1 : filled);
        var paths = walks.stream().collect(Collectors.toMap(walk -> walk.from, walk -> walk.path(length, last)));
        return new Survey(length, lines, beginsWithLineFeed, open, paths);
    }

    /// Walks over the text up to `end` and keeps what is behind it.
    private void walk(int end) {
        for (int word = 0; word < end; word += Long.BYTES) {
            long value = Swar.load(data, word);
            long marks = Swar.equal(value, CsvQuotes.LINE_FEEDS)
                    | Swar.equal(value, CsvQuotes.CARRIAGE_RETURNS)
                    | Swar.equal(value, quotePattern)
                    | Swar.equal(value, escapePattern);
            for (; marks != 0; marks &= marks - 1) {
                int at = word + Swar.first(marks);
                if (at < end) {
                    look(at);
                }
            }
        }
        for (var walk : alone) {
            walk.pause(end);
        }
        alone.removeIf(Walk::meetsAnother);
        System.arraycopy(data, end, data, 0, filled - end);
        base += end;
        filled -= end;
    }

    private void look(int at) {
        byte value = data[at];
        if (value == '\n' || value == '\r') {
            if (value == '\n' || data[at + 1] != '\n') {
                lines++;
                for (var walk : alone) {
                    walk.lineEnds(at);
                }
            }
            return;
        }
        for (var walk : alone) {
            walk.quoteOrEscape(at);
        }
    }

    private static final long NEVER = -2;

    private enum Place {
        OUTSIDE,
        INSIDE,
        ESCAPED,
        QUOTE_SEEN
    }

    /// One way to read the text.
    private final class Walk {
        private final TextState from;
        private Place place;
        /// Of ESCAPED and QUOTE_SEEN: the byte in the stretch that made them so. They hold for the next byte only.
        private long madeAt = -1; // In front of the stretch.
        /// Whether a quote at [#base] opens a field.
        private boolean opensAtBase;

        private long rowStart = Survey.NONE;
        private long linesBefore;
        private @Nullable Walk met;

        Walk(TextState state) {
            from = state;
            place = switch (state) {
                case QUOTED -> Place.INSIDE;
                case ESCAPED -> Place.ESCAPED;
                case QUOTE_SEEN -> Place.QUOTE_SEEN;
                default -> Place.OUTSIDE;
            };
            opensAtBase = state == TextState.ROW_START
                    || state == TextState.FIELD_START
                    || state == TextState.AFTER_CARRIAGE_RETURN;
        }

        /// Now that the first byte of the stretch is there.
        void begin() {
            if (from == TextState.ROW_START || from == TextState.AFTER_CARRIAGE_RETURN && !beginsWithLineFeed) {
                rowStart = 0;
            }
        }

        void lineEnds(int at) {
            if (rowStart == Survey.NONE && isOutside(at)) {
                rowStart = base + at + 1;
                linesBefore = lines;
            }
        }

        private boolean isOutside(int at) {
            return place == Place.OUTSIDE || place == Place.QUOTE_SEEN && base + at > madeAt;
        }

        void quoteOrEscape(int at) {
            boolean next = base + at == madeAt + 1;
            boolean isQuote = data[at] == quote;
            if (place == Place.ESCAPED) {
                place = Place.INSIDE;
                if (next) {
                    return;
                }
            }
            if (place == Place.QUOTE_SEEN) {
                place = next && isQuote ? Place.INSIDE : Place.OUTSIDE;
                if (next) {
                    return;
                }
            }
            if (place == Place.INSIDE) {
                place = isQuote ? Place.QUOTE_SEEN : Place.ESCAPED;
                madeAt = base + at;
            } else if (isQuote && opens(at)) {
                place = Place.INSIDE;
            }
        }

        /// Whether a quote at `at`, which is outside of quotes, opens a field.
        boolean opens(int at) {
            int before = at;
            while (trim && before > 0 && quotes.isBlank(data[before - 1])) {
                before--;
            }
            return before == 0 ? opensAtBase : endsField(data[before - 1]);
        }

        private boolean endsField(byte value) {
            return value == delimiter || value == '\n' || value == '\r';
        }

        /// Puts down what holds at `end`, so that it can be compared, and goes on from there.
        void pause(int end) {
            opensAtBase = opens(end);
            if (base + end > madeAt + 1) {
                place = switch (place) {
                    case OUTSIDE, QUOTE_SEEN -> Place.OUTSIDE;
                    case INSIDE, ESCAPED -> Place.INSIDE;
                };
                madeAt = NEVER;
            }
        }

        /// Whether another one, which came here in its own way, goes on as this one will, up to where rows begin.
        boolean meetsAnother() {
            for (var other : alone) {
                if (other == this) {
                    return false;
                }
                if (other.place == place
                        && other.madeAt == madeAt
                        && other.opensAtBase == opensAtBase
                        && (other.rowStart == Survey.NONE) == (rowStart == Survey.NONE)) {
                    met = other;
                    return true;
                }
            }
            return false;
        }

        /// @param length of the stretch
        /// @param last its last byte
        Survey.Path path(long length, byte last) {
            var other = Optional.ofNullable(met).map(walk -> walk.path(length, last));
            var end = other.map(Survey.Path::end).orElseGet(() -> end(length, last));
            if (rowStart == Survey.NONE) {
                return other.orElse(new Survey.Path(end, Survey.NONE, 0));
            }
            // A row that begins behind the stretch is the next one's.
            return rowStart < length
                    ? new Survey.Path(end, rowStart, linesBefore)
                    : new Survey.Path(end, Survey.NONE, 0);
        }

        private TextState end(long length, byte last) {
            boolean atEnd = madeAt == length - 1;
            if (place == Place.ESCAPED && atEnd) {
                return TextState.ESCAPED;
            }
            if (place == Place.INSIDE || place == Place.ESCAPED) {
                return TextState.QUOTED;
            }
            if (place == Place.QUOTE_SEEN && atEnd) {
                return TextState.QUOTE_SEEN;
            }
            return switch (last) {
                case '\n' -> TextState.ROW_START;
                case '\r' -> TextState.AFTER_CARRIAGE_RETURN;
                default -> opensAtBase ? TextState.FIELD_START : TextState.UNQUOTED;
            };
        }
    }
}
