package io.lamella.core.decode;

import io.lamella.core.decode.InputFormat.NdJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of newline-delimited JSON: one object a line.
///
/// Strings cannot contain a line end, so a line feed always ends the row, however malformed it is.
final class NdJsonTokenizer implements Tokenizer {
    private static final Fault NOT_AN_OBJECT =
            new Fault("not_an_object", "each line must be one JSON object, but this one does not begin with {");

    private final JsonRows rows;
    private long line;

    /// Of the row that is being tokenized: why it cannot be taken.
    private @Nullable Fault fault;

    /// @param line the number of the first line
    NdJsonTokenizer(NdJson format, List<ColumnSource> sources, long line) {
        this.rows = new JsonRows(sources, format.extraFields());
        this.line = line;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public int tokenize(FieldBlock block, int from, int limit, boolean last) {
        block.begin(limit);
        rows.begin(block);
        int end = last ? limit : behindLastLine(block.data, from, limit);
        int position = from;
        while (position < end && block.rows < block.capacity) {
            position = line(block, position, limit);
        }
        return position;
    }

    private static int behindLastLine(byte[] data, int from, int limit) {
        int end = limit;
        while (end > from && data[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    @Override
    public int skip(byte[] data, int from, int limit) {
        int end = Swar.indexOf(data, from, limit, '\n');
        return end < limit ? end : NOT_IN_SIGHT;
    }

    private int line(FieldBlock block, int start, int limit) {
        int first = JsonSyntax.skipBlanks(block.data, start);
        if (block.data[first] == '\n') {
            line++;
            return Math.min(first + 1, limit);
        }
        fault = null;
        int end = object(block, first);
        if (end < 0) {
            end = Swar.indexOf(block.data, first, limit, '\n');
        }
        int rowEnd = block.data[end - 1] == '\r' ? end - 1 : end;
        block.add(start, rowEnd, line);
        if (fault != null) {
            block.fault(block.rows - 1, fault);
        }
        line++;
        return Math.min(end + 1, limit);
    }

    /// Takes the object at `start`; returns where its line ends, or a negative number, with [#fault] set.
    private int object(FieldBlock block, int start) {
        if (block.data[start] != '{') {
            fault = NOT_AN_OBJECT;
            return JsonSyntax.MALFORMED;
        }
        int behind = rows.take(block, start);
        if (behind < 0) {
            fault = rows.fault();
            return behind;
        }
        int end = JsonSyntax.skipBlanks(block.data, behind);
        if (block.data[end] != '\n') {
            fault = JsonRows.malformedAt(start, end, "nothing may follow the object on its line");
            return JsonSyntax.MALFORMED;
        }
        return end;
    }
}
