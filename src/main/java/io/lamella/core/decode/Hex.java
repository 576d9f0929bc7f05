package io.lamella.core.decode;

import java.util.Arrays;

/// Hexadecimal digits of either case in text.
final class Hex {
    /// By byte, as an unsigned number: the digit's value, -1 for what is no digit.
    private static final byte[] VALUES = values();

    private Hex() {}

    private static byte[] values() {
        var values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (byte value = 0; value < 16; value++) {
            char digit = Character.forDigit(value, 16);
            values[digit] = value;
            values[Character.toUpperCase(digit)] = value;
        }
        return values;
    }

    static boolean areDigits(byte[] data, int start, int end) {
        int seen = 0;
        for (int at = start; at < end; at++) {
            seen |= VALUES[data[at] & 0xFF];
        }
        return seen >= 0;
    }

    /// The byte that two digits write; negative if one of them is no digit.
    static int pair(byte[] data, int at) {
        return VALUES[data[at] & 0xFF] << 4 | VALUES[data[at + 1] & 0xFF];
    }
}
