package io.lamella.core.decode;

import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.schema.ColumnType;
import org.jspecify.annotations.Nullable;

/// Signed integers. Any way of writing an integer is taken: `7`, `+7`, `007`, `7.0`, `7e0`, `70e-1`; nothing is ever rounded.
final class IntParser extends LongColumnParser {
    /// The digits of the largest integer of 64 bits.
    private static final int MAX_DIGITS = 19;

    private final DecimalText text = new DecimalText();
    private final long min;
    private final long max;
    private final Requirement integer;
    private final Requirement inRange;

    IntParser(ColumnSource source, ColumnType.Int type) {
        super(source);
        max = -1L >>> (65 - type.bits());
        min = ~max;
        integer = new Requirement(
                "not_an_integer",
                "be an integer",
                "mend the source, or declare the column as decimal, double or string");
        inRange = new Requirement(
                "out_of_range",
                "be an integer from " + min + " to " + max,
                type.bits() < 64
                        ? "mend the source, or declare the column as an integer of more bits"
                        : "mend the source, or declare the column as decimal");
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        byte first = data[start];
        int from = first == '-' || first == '+' ? start + 1 : start;
        int digits = end - from;
        if (digits > 0 && digits <= Digits.MAX) {
            long value = Digits.parse(data, from, end);
            if (value >= 0) {
                return put(row, first == '-' ? -value : value);
            }
        }
        return putRare(row, data, start, end);
    }

    private @Nullable Requirement putRare(int row, byte[] data, int start, int end) {
        if (!text.read(data, start, end)) {
            return integer;
        }
        return switch (text.fit(MAX_DIGITS, 0, Rounding.REJECT)) {
            case EXACT_OR_ROUNDED -> text.isLong() ? put(row, text.low()) : inRange;
            case OUT_OF_RANGE -> inRange;
            case TOO_MANY_FRACTION_DIGITS -> integer;
        };
    }

    private @Nullable Requirement put(int row, long value) {
        if (value < min || value > max) {
            return inRange;
        }
        vector.set(row, value);
        return null;
    }
}
