package io.lamella.core.decode;

import org.jspecify.annotations.Nullable;

/// Binary that is written as hexadecimal digits of either case.
final class HexParser extends BytesColumnParser {
    private static final Requirement HEX = new Requirement(
            "not_hex",
            "be hexadecimal digits, two a byte,",
            "mend the source, or declare the column as binary(base64) or binary(utf8)");

    HexParser(ColumnSource source) {
        super(source);
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        int length = (end - start) / 2;
        if (kind >= FieldBlock.NUMBER || end - start != length * 2) {
            return HEX;
        }
        int to = vector.append(row, length);
        byte[] out = vector.data;
        int seen = 0;
        for (int i = 0; i < length; i++) {
            int value = Hex.pair(data, start + 2 * i);
            seen |= value;
            out[to + i] = (byte) value;
        }
        return seen < 0 ? HEX : null;
    }
}
