package io.lamella.core.decode;

import io.lamella.core.decode.ValueFormat.Rounding;
import io.lamella.core.schema.ColumnType.TimeUnit;
import io.lamella.core.schema.ColumnType.TimestampUnit;

/// How finely a column keeps times. What is rounded is the fraction of a second as it is written, so that to truncate is to cut
/// digits, before 1970 too.
///
/// @param nanos in one unit
record Resolution(int nanos, Rounding rounding) {
    /// What a fraction becomes that would lose digits other than zeros, and must not.
    static final int LOSSY = -1;

    static Resolution of(TimeUnit unit, Rounding rounding) {
        return switch (unit) {
            case MILLIS -> new Resolution(1_000_000, rounding);
            case MICROS -> new Resolution(1_000, rounding);
        };
    }

    static Resolution of(TimestampUnit unit, Rounding rounding) {
        return switch (unit) {
            case MILLIS -> new Resolution(1_000_000, rounding);
            case MICROS -> new Resolution(1_000, rounding);
            case INT96 -> new Resolution(1, rounding);
        };
    }

    /// Rounds the nanoseconds of a second to whole units: up to a full second of 1,000,000,000, or [#LOSSY].
    int round(int nanosOfSecond) {
        int rest = rest(nanosOfSecond);
        if (rest == 0) {
            return nanosOfSecond;
        }
        int down = nanosOfSecond - rest;
        int half = nanos / 2;
        return switch (rounding) {
            case REJECT -> LOSSY;
            case TRUNCATE -> down;
            case HALF_UP -> rest >= half ? down + nanos : down;
            case HALF_EVEN -> rest > half || (rest == half && down / nanos % 2 == 1) ? down + nanos : down;
        };
    }

    /// Division by constants is several times faster than by what is known only at run time.
    private int rest(int nanosOfSecond) {
        return switch (nanos) {
            case 1_000_000 -> nanosOfSecond % 1_000_000;
            case 1_000 -> nanosOfSecond % 1_000;
            default -> nanosOfSecond % nanos;
        };
    }

    /// Requirement of a column of this resolution.
    Requirement requirement() {
        int digits = nanos == 1_000_000 ? 3 : nanos == 1_000 ? 6 : 9;
        return new Requirement(
                "too_many_fraction_digits",
                "have at most " + digits + " digits of a second's fraction, zeros aside,",
                nanos == 1_000_000 ? "declare the column in micros, or a rounding" : "declare a rounding");
    }
}
