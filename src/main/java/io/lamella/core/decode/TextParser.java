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

    /// A loop of its own for what most fields are, text that is not empty: most columns are text, and nothing is cheaper.
    @Override
    void parse(FieldBlock block, int number, @Nullable Fault[] faults) {
        begin(block, number);
        byte[] kinds = block.kinds[number];
        int[] starts = block.starts[number];
        int[] lengths = block.lengths[number];
        for (int row = 0; row < block.rows; row++) {
            boolean usual = kinds[row] == FieldBlock.PLAIN || kinds[row] == FieldBlock.QUOTED;
            if (usual && lengths[row] > 0 && !hasNullTexts && faults[row] == null) {
                vector.set(row, starts[row], lengths[row]);
            } else {
                parse(row, kinds[row], block.data, starts[row], lengths[row], faults);
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
