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
    private final boolean hasNullTexts;

    TextParser(ColumnSource source) {
        super(source);
        hasNullTexts = source.format().nulls().stream().anyMatch(nullText -> !nullText.isEmpty());
        text = source.column().type() instanceof ColumnType.Text ? TEXT : BINARY;
    }

    @Override
    void begin(FieldBlock block, int column) {
        vector.wrap(block.data);
    }

    @Override
    void end(FieldBlock block) {
        vector.wrap(block.data);
    }

    /// A loop of its own for what most fields are, text that is not empty: most columns are text, and nothing is cheaper.
    @Override
    void parse(FieldBlock block, int number, @Nullable Fault[] faults) {
        begin(block, number);
        long[] fields = block.fields(number);
        int[] starts = vector.starts;
        int[] lengths = vector.lengths;
        for (int row = 0; row < block.rows; row++) {
            long field = fields[row];
            byte kind = FieldBlock.kind(field);
            int length = FieldBlock.length(field);
            boolean usual = kind == FieldBlock.PLAIN || kind == FieldBlock.QUOTED;
            if (usual && length > 0 && !hasNullTexts && faults[row] == null) {
                starts[row] = FieldBlock.start(field);
                lengths[row] = length;
            } else {
                parse(row, field, block.data, faults);
            }
        }
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
