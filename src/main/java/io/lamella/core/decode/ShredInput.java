package io.lamella.core.decode;

import org.jspecify.annotations.Nullable;

/// The JSON text that is being taken apart, and, if it does not fit, where and why.
///
/// Its syntax has been checked. It may have line feeds where JSON has blanks.
final class ShredInput {
    /// The text does not fit; the reason is kept here.
    static final int FAILED = -1;

    private static final Requirement WHOLE_CHARACTERS = new Requirement(
            "lone_surrogate",
            "be text whose \\u escapes from d800 to dfff come in pairs",
            "mend the program that wrote it");

    /// The most entries of all leaves of a column in one row. Objects without keys are three bytes each, and have an entry in every
    /// leaf: 16 MiB of them in a list of structs of a hundred fields would be half a billion.
    private static final int MAX_ENTRIES = 16 * 1024 * 1024;

    private static final Requirement NOT_TOO_MANY = new Requirement(
            "too_many_values",
            "have at most " + MAX_ENTRIES + " values in a row, nulls in its structs among them,",
            "mend the source, or declare the column as json");

    final FieldBlock block;
    private int entries;
    private final StringBuilder path = new StringBuilder();
    private @Nullable Requirement broken;
    private int from;
    private int to;

    ShredInput(FieldBlock block) {
        this.block = block;
    }

    /// Begins a row.
    void begin() {
        entries = 0;
    }

    /// Counts the entries of an element of a list or map, at `at`. Returns [#FAILED] if there are too many by now, else 0.
    int count(int more, int at) {
        entries += more;
        return entries > MAX_ENTRIES ? fail(NOT_TOO_MANY, at, at) : 0;
    }

    /// The first position from `at` on that is not white space.
    int skipBlanks(int from) {
        byte[] data = block.data;
        int at = from;
        while (data[at] == ' ' || data[at] == '\n' || data[at] == '\t' || data[at] == '\r') {
            at++;
        }
        return at;
    }

    /// The position behind the value that begins at `from`, whatever it is.
    int behindValue(int from) {
        byte[] data = block.data;
        int at = from;
        int depth = 0;
        do {
            at = skipBlanks(at);
            switch (data[at]) {
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case ',', ':' -> at++;
                default -> at = JsonSyntax.scalarEnd(data, at);
            }
        } while (depth > 0);
        return at;
    }

    /// The text of the string `[from, close)` with its escapes resolved: start and length in one number, as of a field in a block.
    /// [#FAILED] if it is no text.
    long text(int from, int close) {
        int escape = Swar.indexOf(block.data, from, close, '\\');
        if (escape >= close) {
            return FieldBlock.field(from, close - from, FieldBlock.QUOTED);
        }
        int text = block.reserve(close - from);
        int end = JsonText.unescape(block.data, from, close, text);
        if (end == JsonText.LONE_SURROGATE) {
            block.release(text);
            return fail(WHOLE_CHARACTERS, from, close);
        }
        block.release(end);
        return FieldBlock.field(text, end - text, FieldBlock.QUOTED);
    }

    /// Says that what stands at `[start, end)` does not fit. Returns [#FAILED].
    int fail(Requirement requirement, int start, int end) {
        broken = requirement;
        from = start;
        to = end;
        path.setLength(0);
        return FAILED;
    }

    /// Says that what does not fit stands in something. Returns [#FAILED].
    int failWithin(String step) {
        path.insert(0, step);
        return FAILED;
    }

    @Nullable
    Requirement broken() {
        return broken;
    }

    /// @param column in which the text stands
    Fault fault(Requirement requirement, String column) {
        return requirement.brokenBy(column + path, ShownText.of(block.data, from, to));
    }
}
