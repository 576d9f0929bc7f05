package io.lamella.core.decode;

import org.jspecify.annotations.Nullable;

/// Doubles, as their raw bits.
final class Float64Parser extends LongColumnParser {
    static final Requirement NUMBER = new Requirement(
            "not_a_number",
            "be a number such as -1.5 or 1.5e3, or NaN or infinity,",
            "mend the source, or declare the column as string");

    private static final Requirement IN_RANGE = new Requirement(
            "out_of_range",
            "be between -1.7976931348623157e308 and 1.7976931348623157e308",
            "mend the source, or declare the column as string");

    private final FloatText text = new FloatText();

    Float64Parser(ColumnSource source) {
        super(source);
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        return switch (text.readDouble(data, start, end)) {
            case NUMBER -> {
                vector.set(row, Double.doubleToRawLongBits(text.value()));
                yield null;
            }
            case TOO_LARGE -> IN_RANGE;
            case NOT_A_NUMBER -> NUMBER;
        };
    }
}
