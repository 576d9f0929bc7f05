package io.lamella.core.decode;

import io.lamella.core.schema.ColumnType;
import org.jspecify.annotations.Nullable;

/// Text, and binary that is written as UTF-8 text: slices of the block, not copied.
final class TextParser extends BytesColumnParser {
    private static final Requirement TEXT = new Requirement(
            "not_text", "be text, not a JSON object or array,", "declare the column as json, which keeps it as it is");

    private static final Requirement BINARY = new Requirement(
            "not_text", "be text, not a JSON object or array,", "write a JSON string, or declare the column as json");

    private final Requirement text;

    TextParser(ColumnSource source) {
        super(source);
        text = source.column().type() instanceof ColumnType.Text ? TEXT : BINARY;
    }

    @Override
    void begin(FieldBlock block, int column) {
        vector.wrap(block.data);
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        if (kind == FieldBlock.COMPOSITE) {
            return text;
        }
        vector.set(row, start, end - start);
        return null;
    }
}
