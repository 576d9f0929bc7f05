package io.lamella.core.decode;

/// A number of seconds, milliseconds or microseconds since 1970-01-01T00:00Z, with a sign and a fraction if need be.
/// Not thread-safe.
final class EpochForm implements TimestampForm {
    /// The year 9999 has 12 digits of seconds. More are out of any range, and would not fit below.
    private static final int MAX_DIGITS_OF_SECONDS = 12;

    private static final long BEYOND_ALL_YEARS = Digits.powerOfTen(MAX_DIGITS_OF_SECONDS);

    private static final int DIGITS_OF_NANOS = 9;

    private final DecimalText text = new DecimalText();
    private final int digitsBehindSecond;

    /// @param digitsBehindSecond 0 for seconds, 3 for milliseconds, 6 for microseconds
    EpochForm(int digitsBehindSecond) {
        this.digitsBehindSecond = digitsBehindSecond;
    }

    @Override
    public boolean read(byte[] data, int start, int end, Moment moment) {
        if (end - start <= Digits.MAX) {
            long units = Digits.parse(data, start, end);
            if (units >= 0) {
                long unitsOfSecond = Digits.powerOfTen(digitsBehindSecond);
                long nanosOfUnit = Digits.powerOfTen(DIGITS_OF_NANOS - digitsBehindSecond);
                moment.sinceEpoch(units / unitsOfSecond, (int) (units % unitsOfSecond * nanosOfUnit), false);
                return true;
            }
        }
        return readRare(data, start, end, moment);
    }

    private boolean readRare(byte[] data, int start, int end, Moment moment) {
        if (!text.read(data, start, end)) {
            return false;
        }
        long point = text.count() == 0 ? 0 : text.point() - digitsBehindSecond;
        if (point > MAX_DIGITS_OF_SECONDS) {
            moment.sinceEpoch(BEYOND_ALL_YEARS, 0, text.isNegative());
        } else if (text.count() > point + DIGITS_OF_NANOS) {
            moment.sinceEpoch(0, Moment.TOO_FINE, text.isNegative());
        } else {
            int at = (int) point;
            int nanos = (int) text.slice(at, at + DIGITS_OF_NANOS);
            moment.sinceEpoch(text.slice(0, at), nanos, text.isNegative());
        }
        return true;
    }
}
