package io.lamella.core.decode;

import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.ColumnType.TimeUnit;
import java.time.LocalTime;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Times of day as milliseconds or microseconds since midnight.
final class TimeParser extends LongColumnParser {
    private static final long NONE = -1;
    private static final long NANOS_OF_SECOND = 1_000_000_000;
    private static final long NANOS_OF_DAY = 86_400 * NANOS_OF_SECOND;

    private static final Requirement WITHIN_THE_DAY = new Requirement(
            "out_of_range", "be before 24:00 also when rounded", "mend the source, or declare rounding as truncate");

    private final Form[] forms;
    private final Resolution resolution;
    private final int nanosOfUnit;
    private final Requirement time;
    private final Requirement coarse;

    TimeParser(ColumnSource source, ColumnType.Time type) {
        super(source);
        List<String> patterns = PatternText.patterns(source.format());
        forms = patterns.stream().map(TimeParser::form).toArray(Form[]::new);
        resolution = Resolution.of(type.unit(), source.format().rounding());
        nanosOfUnit = type.unit() == TimeUnit.MILLIS ? 1_000_000 : 1_000;
        time = new Requirement(
                "not_a_time",
                "be a time from 00:00 to 23:59:59.999999999 written as " + String.join(" or ", patterns),
                "mend the source, declare other patterns, or declare the column as string");
        coarse = resolution.requirement();
    }

    @Override
    @Nullable
    Requirement put(int row, byte kind, byte[] data, int start, int end) {
        for (Form form : forms) {
            long nanos = form.nanoOfDay(data, start, end);
            if (nanos != NONE) {
                return put(row, nanos);
            }
        }
        return time;
    }

    private @Nullable Requirement put(int row, long nanoOfDay) {
        int nanos = (int) (nanoOfDay % NANOS_OF_SECOND);
        int rounded = resolution.round(nanos);
        if (rounded == Resolution.LOSSY) {
            return coarse;
        }
        long roundedOfDay = nanoOfDay - nanos + rounded;
        if (roundedOfDay >= NANOS_OF_DAY) {
            return WITHIN_THE_DAY;
        }
        vector.set(row, roundedOfDay / nanosOfUnit);
        return null;
    }

    private static Form form(String pattern) {
        if (pattern.equals(PatternText.ISO)) {
            var iso = new IsoTime();
            return (data, start, end) ->
                    iso.read(data, start, end) == end ? iso.secondOfDay() * NANOS_OF_SECOND + iso.nanos() : NONE;
        }
        var text = new PatternText(pattern);
        return (data, start, end) -> text.read(data, start, end)
                .flatMap(parsed -> Optional.ofNullable(parsed.query(TemporalQueries.localTime())))
                .map(LocalTime::toNanoOfDay)
                .orElse(NONE);
    }

    /// One way of writing a time: nanoseconds since midnight, or [#NONE].
    private interface Form {
        long nanoOfDay(byte[] data, int start, int end);
    }
}
