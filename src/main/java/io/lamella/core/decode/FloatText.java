package io.lamella.core.decode;

import java.nio.charset.StandardCharsets;

/// A floating-point number in text, rounded to the nearest, ties to even, as IEEE 754 wants it.
///
/// The usual short number is exact arithmetic on two doubles: an integer of at most 2^53 and a power of ten of at most 10^22
/// are exact, so that their product or quotient is rounded once (W. D. Clinger, How to Read Floating Point Numbers
/// Accurately, 1990). All others are read by the JDK. Not thread-safe.
final class FloatText {
    /// What a text turned out to be.
    enum Kind {
        NUMBER,
        /// A finite number that is nearer to infinity than to any value of the type.
        TOO_LARGE,
        NOT_A_NUMBER
    }

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /// 15 digits are below 2^53.
    private static final int MAX_EXACT_DIGITS = 15;

    /// The bits of a double that a float has no room for: 52 - 23 of them.
    private static final long LOST_BITS = (1L << 29) - 1;

    private static final long HALF_OF_LOST = 1L << 28;

    private final DecimalText text = new DecimalText();
    private double value;
    private float single;

    /// Reads a double: [#value].
    Kind readDouble(byte[] data, int start, int end) {
        if (readShort(data, start, end) || readWord(data, start, end)) {
            return Kind.NUMBER;
        }
        if (!text.read(data, start, end)) {
            return Kind.NOT_A_NUMBER;
        }
        if (computeExactly()) {
            return Kind.NUMBER;
        }
        value = Double.parseDouble(string(data, start, end));
        return Double.isInfinite(value) ? Kind.TOO_LARGE : Kind.NUMBER;
    }

    /// The short number again, now written with an exponent, or with zeros that do not matter.
    private boolean computeExactly() {
        long exponent = text.point() - text.count();
        if (text.count() > MAX_EXACT_DIGITS || Math.abs(exponent) >= POWERS_OF_TEN.length) {
            return false;
        }
        double digits = text.slice(0, text.count());
        double power = POWERS_OF_TEN[(int) Math.abs(exponent)];
        double magnitude = exponent < 0 ? digits / power : digits * power;
        value = text.isNegative() ? -magnitude : magnitude;
        return true;
    }

    /// Reads a float: [#single].
    ///
    /// Rounding to a double and then to a float is the same as rounding once, unless the double lies in the middle between
    /// two floats, where it may be there only because it was rounded. Short numbers are far from where floats lose bits.
    Kind readFloat(byte[] data, int start, int end) {
        if (readShort(data, start, end)) {
            if ((Double.doubleToRawLongBits(value) & LOST_BITS) != HALF_OF_LOST) {
                single = (float) value;
                return Kind.NUMBER;
            }
        } else if (readWord(data, start, end)) {
            single = (float) value;
            return Kind.NUMBER;
        } else if (!text.read(data, start, end)) {
            return Kind.NOT_A_NUMBER;
        }
        single = Float.parseFloat(string(data, start, end));
        return Float.isInfinite(single) ? Kind.TOO_LARGE : Kind.NUMBER;
    }

    double value() {
        return value;
    }

    float single() {
        return single;
    }

    private static String string(byte[] data, int start, int end) {
        return new String(data, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /// Up to 15 digits, with or without a point.
    private boolean readShort(byte[] data, int start, int end) {
        boolean negative = data[start] == '-';
        int from = negative || data[start] == '+' ? start + 1 : start;
        int length = end - from;
        if (length > MAX_EXACT_DIGITS + 1) {
            return false;
        }
        long digits = 0;
        int point = end;
        for (int at = from; at < end; at++) {
            int digit = data[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
            } else if (digit == '.' - '0' && point == end) {
                point = at;
            } else {
                return false;
            }
        }
        int fraction = Math.max(end - point - 1, 0);
        int count = point == end ? length : length - 1;
        if (count == 0 || count > MAX_EXACT_DIGITS) {
            return false;
        }
        double magnitude = digits / POWERS_OF_TEN[fraction];
        value = negative ? -magnitude : magnitude;
        return true;
    }

    /// NaN, inf and infinity, in any case, the latter two with a sign.
    private boolean readWord(byte[] data, int start, int end) {
        boolean negative = data[start] == '-';
        int from = negative || data[start] == '+' ? start + 1 : start;
        if (is(data, start, end, "nan")) {
            value = Double.NaN;
        } else if (is(data, from, end, "inf") || is(data, from, end, "infinity")) {
            value = negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        } else {
            return false;
        }
        return true;
    }

    private static boolean is(byte[] data, int start, int end, String letters) {
        if (end - start != letters.length()) {
            return false;
        }
        for (int i = 0; i < letters.length(); i++) {
            if ((data[start + i] | 0x20) != letters.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
