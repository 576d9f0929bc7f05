package io.lamella.core.decode;

/// Times of day as ISO 8601 writes them, `HH:mm[:ss[.f]]` with up to nine digits of fraction, from 00:00 to
/// 23:59:59.999999999. 24:00 and the leap second are not taken: there is no telling what a reader would make of them. Not
/// thread-safe.
final class IsoTime {
    private static final int NONE = -1;
    private static final int MAX_FRACTION_DIGITS = 9;

    private int secondOfDay;
    private int nanos;

    /// Reads a time that begins at `start`; returns where it ends, or a negative number if there is none.
    int read(byte[] data, int start, int end) {
        if (end - start < 5 || data[start + 2] != ':') {
            return NONE;
        }
        int hour = Digits.two(data, start);
        int minute = Digits.two(data, start + 3);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return NONE;
        }
        secondOfDay = hour * 3600 + minute * 60;
        nanos = 0;
        int at = start + 5;
        return at < end && data[at] == ':' ? readSecond(data, at + 1, end) : at;
    }

    private int readSecond(byte[] data, int start, int end) {
        if (end - start < 2) {
            return NONE;
        }
        int second = Digits.two(data, start);
        if (second < 0 || second > 59) {
            return NONE;
        }
        secondOfDay += second;
        int at = start + 2;
        return at < end && data[at] == '.' ? readFraction(data, at + 1, end) : at;
    }

    private int readFraction(byte[] data, int start, int end) {
        int at = start;
        while (at < end && data[at] >= '0' && data[at] <= '9') {
            at++;
        }
        int digits = at - start;
        if (digits == 0 || digits > MAX_FRACTION_DIGITS) {
            return NONE;
        }
        nanos = (int) (Digits.parse(data, start, at) * Digits.powerOfTen(MAX_FRACTION_DIGITS - digits));
        return at;
    }

    int secondOfDay() {
        return secondOfDay;
    }

    /// Behind the second, 0 to 999,999,999.
    int nanos() {
        return nanos;
    }
}
