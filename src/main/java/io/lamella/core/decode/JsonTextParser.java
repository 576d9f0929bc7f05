package io.lamella.core.decode;

import org.jspecify.annotations.Nullable;

/// JSON in a CSV field: the text must be one JSON value, and is kept as it is written, not copied.
final class JsonTextParser extends BytesColumnParser {
    private static final Requirement JSON = new Requirement(
            "not_json", "be one JSON value (RFC 8259)", "mend the source, or declare the column as string");

    private final JsonGrammar grammar = new JsonGrammar();

    JsonTextParser(ColumnSource source) {
        super(source);
    }

    @Override
    void begin(FieldBlock block, int column) {
        vector.wrap(block.data);
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        if (!grammar.accepts(data, start, end)) {
            return JSON;
        }
        vector.set(row, start, end - start);
        return null;
    }
}
