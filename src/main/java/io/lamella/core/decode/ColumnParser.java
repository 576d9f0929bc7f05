package io.lamella.core.decode;

import io.lamella.core.column.Vector;
import org.jspecify.annotations.Nullable;

/// Parses the fields of one column into its vector, in place and column at a time.
abstract class ColumnParser {
    private static final String REQUIRED_IS_NULL = "required_is_null";

    private final String column;
    private final boolean required;
    private final NullRule nulls;

    ColumnParser(ColumnSource source) {
        column = source.column().name();
        required = source.column().required();
        nulls = new NullRule(source);
    }

    abstract Vector vector();

    /// Makes the vector ready for the rows of a block.
    abstract void begin(FieldBlock block, int column);

    /// Parses one field and puts its value at `row` of the vector. Returns what the field should have been and is not, or
    /// null if all is well.
    ///
    /// @param kind one of the constants of [FieldBlock], neither MISSING nor NULL
    abstract @Nullable Requirement put(int row, byte kind, byte[] data, int start, int end);

    /// Parses a column of a block. Rows that have a fault already are passed over, and are null in the vector.
    void parse(FieldBlock block, int number, @Nullable Fault[] faults) {
        begin(block, number);
        byte[] data = block.data;
        long[] fields = block.fields(number);
        for (int row = 0; row < block.rows; row++) {
            parse(row, fields[row], data, faults);
        }
    }

    final void parse(int row, long field, byte[] data, @Nullable Fault[] faults) {
        byte kind = FieldBlock.kind(field);
        int start = FieldBlock.start(field);
        int length = FieldBlock.length(field);
        if (faults[row] != null) {
            vector().setNull(row);
        } else if (nulls.isNull(kind, data, start, length)) {
            putNull(row, kind, faults);
        } else {
            Requirement broken = put(row, kind, data, start, start + length);
            if (broken != null) {
                vector().setNull(row);
                faults[row] = fault(broken, column, data, start, start + length);
            }
        }
    }

    /// What to say of a field that is not what it should be.
    Fault fault(Requirement broken, String name, byte[] data, int start, int end) {
        return broken.brokenBy(name, ShownText.of(data, start, end));
    }

    /// Whether a field means null.
    final boolean isNull(byte kind, byte[] data, int start, int length) {
        return nulls.isNull(kind, data, start, length);
    }

    /// Ends a block, whose data may have moved since [#begin] if fields were parsed one by one.
    void end(FieldBlock block) {}

    private void putNull(int row, byte kind, @Nullable Fault[] faults) {
        vector().setNull(row);
        if (required) {
            faults[row] = new Fault(
                    REQUIRED_IS_NULL,
                    "column " + column + " is required and must have a value but " + nullness(kind)
                            + "; remove `required` from the column, or mend the source");
        }
    }

    private static String nullness(byte kind) {
        return switch (kind) {
            case FieldBlock.MISSING -> "the field is missing";
            case FieldBlock.NULL -> "was null";
            default -> "the field means null";
        };
    }
}
