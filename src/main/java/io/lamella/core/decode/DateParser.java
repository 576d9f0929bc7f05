package io.lamella.core.decode;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Days since 1970-01-01. A pattern may have a time in it, but only midnight is taken: a date has no room for more.
final class DateParser extends LongColumnParser {
    private static final long MIN = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long MAX = LocalDate.of(9999, 12, 31).toEpochDay();

    private final Form[] forms;
    private final Requirement date;

    DateParser(ColumnSource source) {
        super(source);
        List<String> patterns = PatternText.patterns(source.format());
        forms = patterns.stream().map(DateParser::form).toArray(Form[]::new);
        date = new Requirement(
                "not_a_date",
                "be a date from 0001-01-01 to 9999-12-31 written as " + String.join(" or ", patterns),
                "mend the source, declare other patterns, or declare the column as timestamp or string");
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        for (Form form : forms) {
            long day = form.epochDay(data, start, end);
            if (day >= MIN && day <= MAX) {
                vector.set(row, day);
                return null;
            }
        }
        return date;
    }

    private static Form form(String pattern) {
        if (pattern.equals(PatternText.ISO)) {
            var iso = new IsoDate();
            return (data, start, end) -> end - start == IsoDate.LENGTH ? iso.epochDay(data, start) : IsoDate.NONE;
        }
        var text = new PatternText(pattern);
        return (data, start, end) ->
                text.read(data, start, end).map(DateParser::epochDay).orElse(IsoDate.NONE);
    }

    private static long epochDay(TemporalAccessor parsed) {
        LocalDate day = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        boolean midnight = time == null || time.equals(LocalTime.MIDNIGHT);
        return day != null && midnight ? day.toEpochDay() : IsoDate.NONE;
    }

    /// One way of writing a date: days since 1970-01-01, or [IsoDate#NONE].
    private interface Form {
        long epochDay(byte[] data, int start, int end);
    }
}
