package io.lamella.core.decode;

import io.lamella.core.column.NestedVector;
import org.jspecify.annotations.Nullable;

/// Takes JSON arrays and objects apart into the leaves of a nested column: those of NDJSON, and the text of CSV fields.
final class NestedParser extends ColumnParser {
    private static final Requirement JSON = new Requirement(
            "not_json", "be one JSON value (RFC 8259)", "mend the source, or declare the column as string");
    private static final Requirement NOT_NULL = new Requirement(
            "required_is_null",
            "have a value, since it is required,",
            "remove `required` from the column, or mend the source");

    private final Shredder shredder;
    private final NestedVector vector;
    private final boolean json;
    private final boolean required;
    private final JsonGrammar grammar = new JsonGrammar();
    private @Nullable ShredInput input;

    /// @param json whether the fields are of JSON, whose syntax has been checked, rather than CSV
    NestedParser(ColumnSource source, Shredder shredder, boolean json) {
        super(source);
        this.shredder = shredder;
        this.json = json;
        required = source.column().required();
        vector = new NestedVector(shredder.leaves(), required);
    }

    @Override
    NestedVector vector() {
        return vector;
    }

    @Override
    void begin(FieldBlock block, int column) {
        vector.clear();
        shredder.begin(block);
        input = new ShredInput(block);
    }

    @Override
    void parse(FieldBlock block, int number, @Nullable Fault[] faults) {
        begin(block, number);
        long[] fields = block.fields(number);
        for (int row = 0; row < block.rows; row++) {
            vector.beginRow();
            // Texts whose escapes are resolved may take the data to another array.
            parse(row, fields[row], block.data, faults);
        }
        shredder.end(block);
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        var in = input();
        if (!json && !grammar.accepts(data, start, end)) {
            in.fail(JSON, start, end);
            return JSON;
        }
        // A string of JSON comes without its quotes, and so is not to be mistaken for what stands in it.
        if (json && kind == FieldBlock.QUOTED) {
            in.fail(shredder.requirement(), start, end);
            return in.broken();
        }
        in.begin();
        int at = in.skipBlanks(start);
        if (in.block.data[at] == 'n') {
            vector.setNull(row);
            return required ? NOT_NULL : null;
        }
        return shredder.shred(in, at, 0) == ShredInput.FAILED ? in.broken() : null;
    }

    @Override
    Fault fault(Requirement broken, String column, byte[] data, int start, int end) {
        return broken.equals(NOT_NULL) ? super.fault(broken, column, data, start, end) : input().fault(broken, column);
    }

    private ShredInput input() {
        var in = input;
        if (in == null) {
            throw new IllegalStateException("begin() comes first");
        }
        return in;
    }
}
