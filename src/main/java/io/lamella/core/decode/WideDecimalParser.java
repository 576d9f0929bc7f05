package io.lamella.core.decode;

import io.lamella.core.decode.DecimalText.Fit;
import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.schema.ColumnType;
import org.jspecify.annotations.Nullable;

/// Decimals of 19 to 38 digits, as integers of units: big-endian two's complement of [ColumnType#fixedLength()] bytes.
final class WideDecimalParser extends BytesColumnParser {
    private final DecimalText text = new DecimalText();
    private final int precision;
    private final int scale;
    private final int length;
    private final Rounding rounding;
    private final DecimalRequirements requirements;

    WideDecimalParser(ColumnSource source, ColumnType.Decimal type) {
        super(source);
        precision = type.precision();
        scale = type.scale();
        length = type.fixedLength();
        rounding = source.format().rounding();
        requirements = DecimalRequirements.of(type);
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        if (!text.read(data, start, end)) {
            return requirements.decimal();
        }
        Fit fit = text.fit(precision, scale, rounding);
        if (fit != Fit.EXACT_OR_ROUNDED) {
            return requirements.of(fit);
        }
        int to = vector.append(row, length);
        int upper = length - Long.BYTES;
        for (int i = 0; i < upper; i++) {
            vector.data[to + i] = (byte) (text.high() >> (8 * (upper - 1 - i)));
        }
        Words.put(vector.data, to + upper, Long.reverseBytes(text.low()));
        return null;
    }
}
