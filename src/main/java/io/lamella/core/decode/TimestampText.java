package io.lamella.core.decode;

import io.lamella.core.schema.ColumnType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads timestamps in the forms of a column, and makes of them what the column keeps: [#seconds] and [#nanos] since
/// 1970-01-01 00:00, by UTC if the column is adjusted to UTC, else by the clock that the text was taken from.
///
/// Counts since the epoch go into both kinds of columns; in one that is not adjusted they are what a clock in UTC shows.
/// Not thread-safe.
final class TimestampText {
    private static final long MIN_SECONDS = LocalDate.of(1, 1, 1).toEpochSecond(LocalTime.MIDNIGHT, ZoneOffset.UTC);
    private static final long MAX_SECONDS =
            LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);
    private static final int NANOS_OF_SECOND = 1_000_000_000;

    private static final String REMEDY = "mend the source, declare other patterns, or declare the column as string";

    private static final Requirement WITHOUT_OFFSET = new Requirement(
            "unexpected_offset",
            "be without an offset, since it is not adjusted to UTC,",
            "declare the column as timestamp(utc), or mend the source");

    private static final Requirement IN_RANGE =
            new Requirement("out_of_range", "be in the years 0001 to 9999", "mend the source");

    private final Moment moment = new Moment();
    private final TimestampForm[] forms;
    private final boolean adjusted;
    private final ZoneClock clock;
    private final Resolution resolution;
    private final Requirement timestamp;
    private final Requirement onTheClock;
    private final Requirement coarse;

    private long seconds;
    private int nanos;

    TimestampText(ValueFormat format, ColumnType.Timestamp type) {
        List<String> patterns = PatternText.patterns(format);
        forms = patterns.stream().map(TimestampText::form).toArray(TimestampForm[]::new);
        adjusted = type.adjustedToUtc();
        clock = new ZoneClock(format.zone());
        resolution = Resolution.of(type.unit(), format.rounding());
        timestamp = new Requirement(
                "not_a_timestamp", "be a timestamp written as " + String.join(" or ", patterns), REMEDY);
        onTheClock = new Requirement(
                "no_such_local_time",
                "be a time that clocks in " + format.zone() + " show",
                "write timestamps with an offset, or declare the zone in which they were taken");
        coarse = resolution.requirement();
    }

    private static TimestampForm form(String pattern) {
        return switch (pattern) {
            case PatternText.ISO -> new IsoForm();
            case "epoch-seconds" -> new EpochForm(0);
            case "epoch-millis" -> new EpochForm(3);
            case "epoch-micros" -> new EpochForm(6);
            default -> new PatternForm(pattern);
        };
    }

    @Nullable
    Requirement read(byte[] data, int start, int end) {
        for (TimestampForm form : forms) {
            if (form.read(data, start, end, moment)) {
                return settle();
            }
        }
        return timestamp;
    }

    private @Nullable Requirement settle() {
        int rounded = moment.nanos == Moment.TOO_FINE ? Resolution.LOSSY : resolution.round(moment.nanos);
        if (rounded == Resolution.LOSSY) {
            return coarse;
        }
        if (moment.sinceEpoch) {
            return moment.backwards ? set(-moment.seconds, -rounded) : set(moment.seconds, rounded);
        }
        int offset = moment.offset;
        if (!adjusted) {
            return offset == Moment.NO_OFFSET ? set(moment.seconds, rounded) : WITHOUT_OFFSET;
        }
        if (offset == Moment.NO_OFFSET) {
            offset = clock.offsetAt(moment.seconds);
            if (offset == ZoneClock.NONE) {
                return onTheClock;
            }
        }
        return set(moment.seconds - offset, rounded);
    }

    /// @param fraction from minus one second to one second, in nanoseconds
    private @Nullable Requirement set(long wholeSeconds, int fraction) {
        seconds = wholeSeconds + Math.floorDiv(fraction, NANOS_OF_SECOND);
        nanos = Math.floorMod(fraction, NANOS_OF_SECOND);
        return seconds < MIN_SECONDS || seconds > MAX_SECONDS ? IN_RANGE : null;
    }

    /// Below 0 before 1970.
    long seconds() {
        return seconds;
    }

    /// Behind the second, 0 to 999,999,999; whole units of the column's resolution.
    int nanos() {
        return nanos;
    }
}
