package io.lamella.core.decode;

import org.jspecify.annotations.Nullable;

/// UUIDs, 32 hexadecimal digits of either case with or without the four dashes: 16 bytes, in the order of the text.
final class UuidParser extends BytesColumnParser {
    private static final int BYTES = 16;
    private static final int DIGITS = 2 * BYTES;
    private static final int DIGITS_AND_DASHES = DIGITS + 4;

    private static final Requirement UUID = new Requirement(
            "not_a_uuid",
            "be a UUID such as 123e4567-e89b-12d3-a456-426614174000, with or without dashes,",
            "mend the source, or declare the column as string");

    UuidParser(ColumnSource source) {
        super(source);
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        boolean uuid = switch (end - start) {
            case DIGITS -> decode(data, start, vector.append(row, BYTES), BYTES) >= 0;
            case DIGITS_AND_DASHES -> dashed(row, data, start);
            default -> false;
        };
        return uuid ? null : UUID;
    }

    /// Digits in groups of 8, 4, 4, 4 and 12.
    private boolean dashed(int row, byte[] data, int start) {
        if (data[start + 8] != '-' || data[start + 13] != '-' || data[start + 18] != '-' || data[start + 23] != '-') {
            return false;
        }
        int to = vector.append(row, BYTES);
        int seen = decode(data, start, to, 4)
                | decode(data, start + 9, to + 4, 2)
                | decode(data, start + 14, to + 6, 2)
                | decode(data, start + 19, to + 8, 2)
                | decode(data, start + 24, to + 10, 6);
        return seen >= 0;
    }

    /// Negative if something was no digit.
    private int decode(byte[] data, int start, int to, int bytes) {
        byte[] out = vector.data;
        int seen = 0;
        for (int i = 0; i < bytes; i++) {
            int value = Hex.pair(data, start + 2 * i);
            seen |= value;
            out[to + i] = (byte) value;
        }
        return seen;
    }
}
