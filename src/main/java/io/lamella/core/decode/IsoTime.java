package io.lamella.core.decode;

/// Times of day as ISO 8601 writes them, `HH:mm[:ss[.f]]` with up to nine digits of fraction, from 00:00 to
/// 23:59:59.999999999. 24:00 and the leap second are not taken: there is no telling what a reader would make of them. Not
/// thread-safe.
final class IsoTime {
    private static final int NONE = -1;
    private static final int MAX_FRACTION_DIGITS = 9;

    /// `00:00:00` as a word.
    private static final long MIDNIGHT = 0x30303A30303A3030L;

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long COLONS = 0x0000FF0000FF0000L;

    /// What lifts the high bit of every byte above 9.
    private static final long ABOVE_NINE = 0x7676767676767676L;

    private int secondOfDay;
    private int nanos;

    /// Reads a time that begins at `start`; returns where it ends, or a negative number if there is none.
    int read(byte[] data, int start, int end) {
        if (end - start >= Long.BYTES && readSeconds(Words.at(data, start))) {
            int at = start + Long.BYTES;
            return at < end && data[at] == '.' ? readFraction(data, at + 1, end) : at;
        }
        return readMinutes(data, start, end);
    }

    /// Reads `HH:mm:ss` at once: the distance of each byte from `00:00:00` is a digit, or 0 for a colon.
    private boolean readSeconds(long word) {
        long digits = word - MIDNIGHT;
        boolean areDigits = ((digits | (digits + ABOVE_NINE)) & HIGH_BITS) == 0;
        if (!areDigits || (digits & COLONS) != 0) {
            return false;
        }
        long pairs = digits * 10 + (digits >>> 8);
        int hour = (int) pairs & 0xFF;
        int minute = (int) (pairs >>> 24) & 0xFF;
        int second = (int) (pairs >>> 48) & 0xFF;
        secondOfDay = hour * 3600 + minute * 60 + second;
        nanos = 0;
        return hour <= 23 && minute <= 59 && second <= 59;
    }

    /// Reads `HH:mm`, behind which there may be a zone, and so no seconds.
    private int readMinutes(byte[] data, int start, int end) {
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
        return at < end && data[at] == ':' ? NONE : at;
    }

    private int readFraction(byte[] data, int start, int end) {
        int at = start;
        int last = Math.min(end, start + MAX_FRACTION_DIGITS);
        int fraction = 0;
        while (at < last && data[at] >= '0' && data[at] <= '9') {
            fraction = fraction * 10 + data[at] - '0';
            at++;
        }
        nanos = (int) (fraction * Digits.powerOfTen(MAX_FRACTION_DIGITS - (at - start)));
        // A tenth digit is left over, and then is neither the end nor an offset.
        return at == start ? NONE : at;
    }

    int secondOfDay() {
        return secondOfDay;
    }

    /// Behind the second, 0 to 999,999,999.
    int nanos() {
        return nanos;
    }
}
