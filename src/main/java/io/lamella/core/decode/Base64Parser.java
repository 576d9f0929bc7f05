package io.lamella.core.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Binary that is written as base64 (RFC 4648), in the standard or the URL alphabet, with or without padding.
final class Base64Parser extends BytesColumnParser {
    private static final Requirement BASE64 = new Requirement(
            "not_base64",
            "be base64 (RFC 4648)",
            "mend the source, or declare the column as binary(hex) or binary(utf8)");

    /// By byte, as an unsigned number: the six bits of the digit, -1 for what is no digit.
    private static final byte[] VALUES = values();

    Base64Parser(ColumnSource source) {
        super(source);
    }

    private static byte[] values() {
        var values = new byte[256];
        Arrays.fill(values, (byte) -1);
        byte[] digits =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
        for (byte value = 0; value < 64; value++) {
            values[digits[value]] = value;
        }
        values['-'] = values['+'];
        values['_'] = values['/'];
        return values;
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        int digits = withoutPadding(data, start, end) - start;
        boolean padded = digits < end - start;
        if (kind >= FieldBlock.NUMBER || digits % 4 == 1 || (padded && (end - start) % 4 != 0)) {
            return BASE64;
        }
        // Four digits write three bytes; two more write one byte, three more write two.
        int length = Math.toIntExact(digits * 3L / 4);
        int to = vector.append(row, length);
        return decode(data, start, start + digits, vector.data, to) ? null : BASE64;
    }

    private static int withoutPadding(byte[] data, int start, int end) {
        int at = end;
        while (at > start && end - at < 2 && data[at - 1] == '=') {
            at--;
        }
        return at;
    }

    private static boolean decode(byte[] data, int start, int end, byte[] out, int to) {
        int seen = 0;
        int bits = 0;
        int pending = 0;
        int next = to;
        for (int at = start; at < end; at++) {
            int value = VALUES[data[at] & 0xFF];
            seen |= value;
            bits = bits << 6 | (value & 0x3F);
            pending += 6;
            if (pending >= 8) {
                pending -= 8;
                out[next++] = (byte) (bits >> pending);
            }
        }
        return seen >= 0;
    }
}
