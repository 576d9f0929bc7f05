package io.lamella.core.decode;

import io.lamella.core.decode.InputFormat.Csv;

/// Takes the fields of one row after another out of the text. Here most of the time of decoding goes.
final class CsvFields {
    private static final int ABSENT = -1;

    private final CsvQuotes quotes;
    private final int delimiter;
    private final int quote;
    private final long delimiters;
    private final boolean trim;

    /// By field: the column that takes it, or [#ABSENT]. Empty until the header is known.
    private int[] columns = {};

    /// The end of the text.
    private int limit;

    /// Of the row that was taken last.
    private int count;

    private boolean malformed;

    CsvFields(Csv format) {
        this.quotes = new CsvQuotes(format);
        this.delimiter = format.delimiter();
        this.quote = CsvQuotes.character(format.quote());
        this.delimiters = Swar.repeat(delimiter);
        this.trim = format.trim();
    }

    /// @param columnsByField which column takes each field, negative if none
    void assign(int[] columnsByField) {
        columns = columnsByField;
    }

    void begin(int textEnd) {
        limit = textEnd;
    }

    /// How many fields the row had that was taken last.
    int count() {
        return count;
    }

    /// Whether text stood behind a closing quote.
    boolean isMalformed() {
        return malformed;
    }

    /// Whether the row ended within quotes, at the end of the text.
    boolean isUnterminated() {
        return quotes.unterminated();
    }

    /// Lines that the row took.
    long lines() {
        return 1L + quotes.lineBreaks();
    }

    /// Takes the columns of the row behind its last field for missing.
    void setMissing(FieldBlock block, int row) {
        for (int field = count; field < columns.length; field++) {
            if (columns[field] != ABSENT) {
                block.setMissing(columns[field], row);
            }
        }
    }

    /// Tokenizes the row that begins at `start`; returns where it ends: at a line end, or at the end of the text.
    ///
    /// Marks of the current word are carried from field to field, so each word is looked at once.
    int take(FieldBlock block, int start, int row) {
        byte[] data = block.data;
        int field = 0;
        int begin = start;
        int word = start;
        long marks = marks(data, word);
        malformed = false;
        quotes.beginRow(limit);
        while (true) {
            int column = field < columns.length ? columns[field] : ABSENT;
            field++;
            int end;
            int open = trim ? quotes.skipBlanks(data, begin) : begin;
            if (data[open] == quote && open < limit) {
                end = quoted(block, open, column, row);
                word = end;
                marks = marks(data, word);
            } else {
                end = word + Swar.first(marks);
                while (marks == 0 || !endsField(data[end])) {
                    marks &= marks - 1;
                    if (marks == 0) {
                        word += Long.BYTES;
                        marks = marks(data, word);
                    }
                    end = word + Swar.first(marks);
                }
                if (column != ABSENT) {
                    plain(block, begin, end, column, row);
                }
            }
            if (data[end] != delimiter || end >= limit) {
                count = field;
                return end;
            }
            marks &= marks - 1;
            begin = end + 1;
        }
    }

    /// Where fields and rows may end. Of the rare control characters that are marked too, [#endsField] knows.
    private long marks(byte[] data, int word) {
        long value = Swar.load(data, word);
        return Swar.equal(value, delimiters) | Swar.lineEndOrRarer(value);
    }

    private void plain(FieldBlock block, int begin, int end, int column, int row) {
        if (trim) {
            trimmed(block, begin, end, column, row);
        } else {
            block.set(column, row, begin, end - begin, FieldBlock.PLAIN);
        }
    }

    private void trimmed(FieldBlock block, int begin, int end, int column, int row) {
        int from = quotes.skipBlanks(block.data, begin);
        int to = end;
        while (to > from && quotes.isBlank(block.data[to - 1])) {
            to--;
        }
        block.set(column, row, from, to - from, FieldBlock.PLAIN);
    }

    /// Takes a quoted field; returns where the field ends: at a delimiter, a line end or the end of the text.
    private int quoted(FieldBlock block, int open, int column, int row) {
        int close = quotes.close(block.data, open);
        if (close >= limit) {
            return limit;
        }
        if (column != ABSENT) {
            quotes.take(block, open, close, column, row);
        }
        int end = close + 1;
        if (trim) {
            end = quotes.skipBlanks(block.data, end);
        }
        while (!endsField(block.data[end])) {
            malformed = true;
            end++;
        }
        return end;
    }

    private boolean endsField(byte value) {
        return value == delimiter || value == '\n' || value == '\r';
    }
}
