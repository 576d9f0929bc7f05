package io.lamella.core.decode;

import io.lamella.core.decode.InputFormat.Csv;
import io.lamella.core.decode.InputFormat.Unexpected;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Rows of comma-separated values: RFC 4180 and its relatives.
///
/// A field is quoted if a quote is its first character; elsewhere in an unquoted field a quote is a character like any
/// other. Text between a closing quote and the next delimiter makes the row malformed, since readers disagree about it: the
/// row is rejected, and the next one begins at the next line end outside quotes.
final class CsvTokenizer implements Tokenizer {
    private static final int INCOMPLETE = -1;

    private final Csv format;
    private final List<ColumnSource> sources;
    private final CsvFields fields;
    private final CsvRowSkipper skipper;
    private final int comment;

    private int expectedFields;
    /// Columns that show the same field as another: the column, then the other.
    private Map<Integer, Integer> shared = Map.of();
    private boolean headerKnown;
    private int linesToSkip;
    private boolean inSkippedLine;
    private long line;

    /// The text that is being tokenized.
    private int limit;

    private boolean last;

    /// @param line the number of the first line
    CsvTokenizer(Csv format, List<ColumnSource> sources, long line) {
        this.line = line;
        this.format = format;
        this.sources = List.copyOf(sources);
        this.fields = new CsvFields(format);
        this.skipper = new CsvRowSkipper(format);
        this.comment = CsvQuotes.character(format.comment());
        this.linesToSkip = format.skipLines();
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public int tokenize(FieldBlock block, int from, int textEnd, boolean isLast) {
        begin(block, textEnd);
        shared.forEach(block::share);
        last = isLast;
        int position = from;
        while (position < limit && block.rows < block.capacity) {
            int next = next(block, position);
            if (next == INCOMPLETE) {
                break;
            }
            position = next;
        }
        return position;
    }

    /// Passes over what stands in front of the rows; returns where they begin, or a negative number if that is not in sight.
    int passLead(FieldBlock block, int from, int textEnd) {
        begin(block, textEnd);
        int position = from;
        while (isInLead() && position >= 0 && position < limit) {
            position = next(block, position);
        }
        return isInLead() ? INCOMPLETE : position;
    }

    private void begin(FieldBlock block, int textEnd) {
        block.begin(textEnd);
        fields.begin(textEnd);
        limit = textEnd;
    }

    private boolean isInLead() {
        return inSkippedLine || linesToSkip > 0 || (format.header() && !headerKnown);
    }

    /// Takes or passes over what begins at `start`; returns the position behind it.
    private int next(FieldBlock block, int start) {
        byte first = block.data[start];
        if (inSkippedLine || linesToSkip > 0) {
            return skippedLine(block.data, start);
        }
        if (first == '\n' || first == '\r') {
            return blankLine(block.data, start);
        }
        if (first == comment) {
            inSkippedLine = true;
            return skippedLine(block.data, start);
        }
        return headerKnown ? row(block, start) : header(block, start);
    }

    private int blankLine(byte[] data, int start) {
        int next = behindLineEnd(data, start);
        line += next == INCOMPLETE ? 0 : 1;
        return next;
    }

    /// A comment, or a line before the header. It may be of any length, so it is passed over piece by piece.
    private int skippedLine(byte[] data, int start) {
        inSkippedLine = true;
        int end = start;
        while (end < limit && data[end] != '\n' && data[end] != '\r') {
            end++;
        }
        if (end == limit) {
            return limit;
        }
        int next = behindLineEnd(data, end);
        if (next == INCOMPLETE) {
            return end > start ? end : INCOMPLETE;
        }
        inSkippedLine = false;
        linesToSkip = Math.max(0, linesToSkip - 1);
        line++;
        return next;
    }

    /// The position behind the line end at `end`, which may be the end of the text.
    private int behindLineEnd(byte[] data, int end) {
        if (end >= limit) {
            return last ? limit : INCOMPLETE;
        }
        if (data[end] == '\n') {
            return end + 1;
        }
        if (end + 1 == limit) {
            return last ? limit : INCOMPLETE;
        }
        return data[end + 1] == '\n' ? end + 2 : end + 1;
    }

    private int header(FieldBlock block, int start) {
        if (format.header()) {
            return namedHeader(block, start);
        }
        var header = CsvHeader.withoutNames(sources);
        accept(header, block);
        return row(block, start);
    }

    private int namedHeader(FieldBlock block, int start) {
        int end = fields.take(block, start, 0);
        int next = behindLineEnd(block.data, end);
        if (next == INCOMPLETE) {
            return INCOMPLETE;
        }
        if (fields.isMalformed() || fields.isUnterminated()) {
            throw new RefusedException(
                    "malformed_header",
                    "the header on line " + line + " must be well-formed, but "
                            + (fields.isMalformed() ? "text follows a closing quote" : "a quote is not closed")
                            + " in it");
        }
        // Once more, now that the number of fields is known.
        int count = fields.count();
        var names = new FieldBlock(count, 1);
        names.data = block.data;
        names.begin(limit);
        fields.assign(IntStream.range(0, count).toArray());
        fields.take(names, start, 0);
        accept(CsvHeader.of(names, sources, format.missingFields()), block);
        line += fields.lines();
        return next;
    }

    private void accept(CsvHeader header, FieldBlock block) {
        fields.assign(header.columnsByField());
        expectedFields = header.fields();
        shared = header.shared();
        shared.forEach(block::share);
        headerKnown = true;
    }

    private int row(FieldBlock block, int start) {
        int row = block.rows;
        int end = fields.take(block, start, row);
        int next = behindLineEnd(block.data, end);
        if (next == INCOMPLETE) {
            return INCOMPLETE;
        }
        block.add(start, end, line);
        line += fields.lines();
        if (fields.count() != expectedFields || fields.isMalformed() || fields.isUnterminated()) {
            judge(block, row);
        }
        return next;
    }

    private void judge(FieldBlock block, int row) {
        if (fields.isUnterminated()) {
            block.fault(
                    row,
                    new Fault(
                            "unterminated_quote",
                            "a quoted field must end with a quote, but the one that begins in field "
                                    + fields.count()
                                    + " is still open at the end of the object"));
        } else if (fields.isMalformed()) {
            block.fault(
                    row,
                    new Fault(
                            "malformed_quotes",
                            "a delimiter or the line end must follow a closing quote, but text does; double a quote that is part"
                                    + " of the text"));
        } else if (fields.count() < expectedFields) {
            missing(block, row);
        } else if (format.extraFields() == Unexpected.REJECT) {
            block.fault(row, new Fault("extra_fields", fieldCount() + "; set extra-fields: ignore to pass over them"));
        }
    }

    private void missing(FieldBlock block, int row) {
        if (format.missingFields() == Unexpected.REJECT) {
            block.fault(
                    row,
                    new Fault("missing_fields", fieldCount() + "; set missing-fields: ignore to take them for null"));
            return;
        }
        fields.setMissing(block, row);
    }

    private String fieldCount() {
        return "the row must have " + expectedFields + " fields, as the "
                + (format.header() ? "header says" : "columns say") + ", but has " + fields.count();
    }

    @Override
    public int skip(byte[] data, int from, int textEnd) {
        if (!headerKnown && format.header()) {
            throw new RefusedException(
                    "malformed_header",
                    "the header on line " + line + " must not be longer than " + format.maxRowBytes()
                            + " bytes; is it a CSV object, and is every quote closed?");
        }
        int end = skipper.skip(data, from, textEnd);
        line += skipper.lineBreaks();
        return end < textEnd ? end : NOT_IN_SIGHT;
    }
}
