package io.lamella.core.decode;

import io.lamella.core.decode.DecimalText.Fit;
import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.schema.ColumnType;
import org.jspecify.annotations.Nullable;

/// Decimals of up to 18 digits, as long integers of units: 12.5 of scale 2 is 1250.
final class DecimalParser extends LongColumnParser {
    private final DecimalText text = new DecimalText();
    private final int precision;
    private final int scale;
    private final long limit;
    private final Rounding rounding;
    private final DecimalRequirements requirements;

    DecimalParser(ColumnSource source, ColumnType.Decimal type) {
        super(source);
        precision = type.precision();
        scale = type.scale();
        limit = Digits.powerOfTen(precision);
        rounding = source.format().rounding();
        requirements = DecimalRequirements.of(type);
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        byte first = data[start];
        int from = first == '-' || first == '+' ? start + 1 : start;
        long units = units(data, from, end);
        if (units < 0) {
            return putRare(row, data, start, end);
        }
        vector.set(row, first == '-' ? -units : units);
        return null;
    }

    /// The usual case: digits, perhaps a point, digits, in all no more than fit in a long also when zeros are added up to the
    /// scale. Negative for anything else.
    private long units(byte[] data, int start, int end) {
        int point = point(data, start, end);
        int zeros = scale - Math.max(end - point - 1, 0);
        int digits = (point == end ? 0 : -1) + end - start;
        if (digits == 0 || zeros < 0 || digits + zeros > Digits.MAX) {
            return -1;
        }
        long whole = Digits.parse(data, start, point);
        long fraction = point == end ? 0 : Digits.parse(data, point + 1, end);
        if ((whole | fraction) < 0) {
            return -1;
        }
        long units = whole * Digits.powerOfTen(scale) + fraction * Digits.powerOfTen(zeros);
        return units < limit ? units : -1;
    }

    /// Where the point is; the end if there is none.
    private static int point(byte[] data, int start, int end) {
        int at = start;
        while (at < end && data[at] != '.') {
            at++;
        }
        return at;
    }

    private @Nullable Requirement putRare(int row, byte[] data, int start, int end) {
        if (!text.read(data, start, end)) {
            return requirements.decimal();
        }
        Fit fit = text.fit(precision, scale, rounding);
        if (fit != Fit.EXACT_OR_ROUNDED) {
            return requirements.of(fit);
        }
        vector.set(row, text.low());
        return null;
    }
}
