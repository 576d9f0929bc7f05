package io.lamella.core.decode;

import org.jspecify.annotations.Nullable;

/// Floats, as their raw bits.
final class Float32Parser extends LongColumnParser {
    private static final Requirement IN_RANGE = new Requirement(
            "out_of_range",
            "be between -3.4028235e38 and 3.4028235e38",
            "mend the source, or declare the column as double");

    private final FloatText text = new FloatText();

    Float32Parser(ColumnSource source) {
        super(source);
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        return switch (text.readFloat(data, start, end)) {
            case NUMBER -> {
                vector.set(row, Float.floatToRawIntBits(text.single()));
                yield null;
            }
            case TOO_LARGE -> IN_RANGE;
            case NOT_A_NUMBER -> Float64Parser.NUMBER;
        };
    }
}
