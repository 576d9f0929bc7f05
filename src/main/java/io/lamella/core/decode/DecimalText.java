package io.lamella.core.decode;

import io.lamella.core.decode.ValueFormat.Rounding;

/// A decimal number in text, of any length and in any notation, taken apart: 0.d1d2…dn × 10^point, where d1 and dn are not 0.
///
/// Slower than a loop over a few digits, so it is for what such a loop does not understand. Everything is exact, however long
/// the text: of its digits [#KEPT] are kept, and more only decide which way to round. Not thread-safe.
final class DecimalText {
    /// The digits that can matter: 38 of a decimal, one to round by, one to tell a tie from more than a tie. The rest is ease.
    private static final int KEPT = 64;

    /// Exponents beyond it are as good as it: no text is long enough to make up for them.
    private static final long MAX_EXPONENT = 1_000_000_000_000L;

    /// What a number becomes as an integer of units.
    enum Fit {
        EXACT_OR_ROUNDED,
        OUT_OF_RANGE,
        TOO_MANY_FRACTION_DIGITS
    }

    private final byte[] digits = new byte[KEPT];
    private boolean negative;
    private int count;
    private long point;

    private long high;
    private long low;

    /// Reads `sign? digits? (. digits?)? (e sign? digits)?` with at least one digit before the exponent; false for anything
    /// else.
    boolean read(byte[] data, int start, int end) {
        count = 0;
        point = 0;
        negative = start < end && data[start] == '-';
        int from = negative || (start < end && data[start] == '+') ? start + 1 : start;
        int at = readDigits(data, from, end, true);
        int seen = at - from;
        if (at < end && data[at] == '.') {
            int fraction = at + 1;
            at = readDigits(data, fraction, end, false);
            seen += at - fraction;
        }
        if (seen == 0 || !readExponent(data, at, end)) {
            return false;
        }
        while (count > 0 && digits[count - 1] == 0) {
            count--;
        }
        return true;
    }

    private int readDigits(byte[] data, int start, int end, boolean whole) {
        int at = start;
        for (; at < end; at++) {
            int digit = data[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            boolean significant = count > 0 || digit != 0;
            if (significant) {
                keep(digit);
            }
            if (significant == whole) {
                point += whole ? 1 : -1;
            }
        }
        return at;
    }

    private void keep(int digit) {
        if (count < KEPT) {
            digits[count++] = (byte) digit;
        } else if (digit != 0) {
            digits[KEPT - 1] |= 1;
        }
    }

    private boolean readExponent(byte[] data, int start, int end) {
        if (start == end) {
            return true;
        }
        if (data[start] != 'e' && data[start] != 'E') {
            return false;
        }
        int at = start + 1;
        boolean down = at < end && data[at] == '-';
        if (down || (at < end && data[at] == '+')) {
            at++;
        }
        if (at == end) {
            return false;
        }
        long exponent = 0;
        for (; at < end; at++) {
            int digit = data[at] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            exponent = Math.min(exponent * 10 + digit, MAX_EXPONENT);
        }
        point += down ? -exponent : exponent;
        return true;
    }

    boolean isNegative() {
        return negative;
    }

    /// Digits in front of the point; negative if zeros follow the point. Of no meaning for zero.
    long point() {
        return point;
    }

    /// Digits from the first that is not 0 to the last.
    int count() {
        return count;
    }

    /// The number that the digits from `from` (included) to `to` write, [Digits#MAX] at most. Places before the first digit
    /// and behind the last are zeros.
    long slice(int from, int to) {
        long value = 0;
        for (int place = from; place < to; place++) {
            value = value * 10 + (place >= 0 && place < count ? digits[place] : 0);
        }
        return value;
    }

    /// Computes the number × 10^scale as an integer of `precision` digits at most: [#high] and [#low].
    ///
    /// @param precision 1 to 38
    Fit fit(int precision, int scale, Rounding rounding) {
        high = 0;
        low = 0;
        if (count == 0) {
            return Fit.EXACT_OR_ROUNDED;
        }
        long places = point + scale;
        if (places > precision) {
            return Fit.OUT_OF_RANGE;
        }
        boolean loses = count > places;
        if (loses && rounding == Rounding.REJECT) {
            return Fit.TOO_MANY_FRACTION_DIGITS;
        }
        boolean away = loses && places >= 0 && roundsAway((int) places, rounding);
        if (away && places == precision && areNines(precision)) {
            return Fit.OUT_OF_RANGE;
        }
        combine((int) Math.max(places, 0), away ? 1 : 0);
        return Fit.EXACT_OR_ROUNDED;
    }

    private boolean roundsAway(int places, Rounding rounding) {
        if (rounding == Rounding.TRUNCATE) {
            return false;
        }
        if (digits[places] != 5 || count > places + 1) {
            return digits[places] >= 5;
        }
        return rounding == Rounding.HALF_UP || (places > 0 && (digits[places - 1] & 1) == 1);
    }

    private boolean areNines(int places) {
        for (int place = 0; place < places; place++) {
            if (digits[place] != 9) {
                return false;
            }
        }
        return true;
    }

    /// Puts up to 38 digits together, 18 at a time, and gives them their sign.
    private void combine(int places, int carry) {
        for (int from = 0; from < places; from += Digits.MAX) {
            int to = Math.min(places, from + Digits.MAX);
            multiplyAndAdd(Digits.powerOfTen(to - from), slice(from, to));
        }
        multiplyAndAdd(1, carry);
        if (negative) {
            low = -low;
            high = low == 0 ? -high : ~high;
        }
    }

    private void multiplyAndAdd(long factor, long summand) {
        high = high * factor + Math.unsignedMultiplyHigh(low, factor);
        low *= factor;
        low += summand;
        if (Long.compareUnsigned(low, summand) < 0) {
            high++;
        }
    }

    /// The upper half of what [#fit] has computed, two's complement of 128 bits.
    long high() {
        return high;
    }

    /// The lower half.
    long low() {
        return low;
    }

    /// Whether what [#fit] has computed is also a number of 64 bits, [#low].
    boolean isLong() {
        return high == low >> 63;
    }
}
