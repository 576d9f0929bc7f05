package io.lamella.core.decode;

import java.time.DateTimeException;
import java.time.LocalDate;

/// Dates as ISO 8601 writes them, `yyyy-MM-dd`, of the years 0001 to 9999. Remembers the last one, since rows that come
/// together are mostly of one day. Not thread-safe.
final class IsoDate {
    static final int LENGTH = 10;

    /// What is no date. No day is as far from 1970.
    static final long NONE = Long.MIN_VALUE;

    private long lastYearAndMonth;
    private int lastDay;
    private long last = NONE;

    /// Days since 1970-01-01, or [#NONE]. There must be [#LENGTH] bytes.
    long epochDay(byte[] data, int at) {
        long yearAndMonth = Words.at(data, at);
        int day = data[at + 8] << 8 | (data[at + 9] & 0xFF);
        if (last == NONE || yearAndMonth != lastYearAndMonth || day != lastDay) {
            lastYearAndMonth = yearAndMonth;
            lastDay = day;
            last = parse(data, at);
        }
        return last;
    }

    private static long parse(byte[] data, int at) {
        if (data[at + 4] != '-' || data[at + 7] != '-') {
            return NONE;
        }
        int centuries = Digits.two(data, at);
        int years = Digits.two(data, at + 2);
        int month = Digits.two(data, at + 5);
        int day = Digits.two(data, at + 8);
        if ((centuries | years | month | day) < 0 || centuries + years == 0) {
            return NONE;
        }
        try {
            return LocalDate.of(centuries * 100 + years, month, day).toEpochDay();
        } catch (DateTimeException noSuchDay) {
            return NONE;
        }
    }
}
