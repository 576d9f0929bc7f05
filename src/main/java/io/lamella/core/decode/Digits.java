package io.lamella.core.decode;

/// Runs of decimal digits in text, eight at a time.
final class Digits {
    /// So many digits always fit in a long.
    static final int MAX = 18;

    private static final long ZEROS = 0x3030303030303030L;
    private static final long HIGH_NIBBLES = 0xF0F0F0F0F0F0F0F0L;
    private static final long SIXES = 0x0606060606060606L;

    private static final long[] POWERS_OF_TEN = powersOfTen();

    private Digits() {}

    private static long[] powersOfTen() {
        var powers = new long[MAX + 1];
        powers[0] = 1;
        for (int exponent = 1; exponent <= MAX; exponent++) {
            powers[exponent] = 10 * powers[exponent - 1];
        }
        return powers;
    }

    /// @param exponent 0 to [#MAX]
    static long powerOfTen(int exponent) {
        return POWERS_OF_TEN[exponent];
    }

    /// The number that the digits write, of which there may be [#MAX] at most; 0 for none. Negative if anything is no
    /// digit.
    static long parse(byte[] data, int start, int end) {
        int at = start;
        long value = 0;
        while (end - at >= 8) {
            long word = Words.at(data, at);
            if (!areEight(word)) {
                return -1;
            }
            value = value * 100_000_000 + eight(word);
            at += 8;
        }
        for (; at < end; at++) {
            int digit = data[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /// 0 to 99, or negative if one of the two is no digit.
    static int two(byte[] data, int at) {
        int tens = data[at] - '0';
        int ones = data[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    /// A digit is 0x30 to 0x39: its high nibble is 3, and stays so when 6 is added.
    private static boolean areEight(long word) {
        return (((word & HIGH_NIBBLES) ^ ZEROS) | (((word + SIXES) & HIGH_NIBBLES) ^ ZEROS)) == 0;
    }

    /// Adds up neighbours: digits to pairs, pairs to fours, fours to eight. The first digit is in the lowest byte.
    private static long eight(long word) {
        long digits = word - ZEROS;
        long pairs = (digits * 10 + (digits >>> 8)) & 0x00FF00FF00FF00FFL;
        long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000FFFF0000FFFFL;
        return (fours * 10_000 + (fours >>> 32)) & 0xFFFFFFFFL;
    }
}
