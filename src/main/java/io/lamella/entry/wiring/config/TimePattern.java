package io.lamella.entry.wiring.config;

import io.lamella.core.schema.ColumnType;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The `format:` of a column: how dates and times are written.
final class TimePattern {
    static final String ISO = "iso";

    /// Numbers, from 1970-01-01 in UTC.
    static final List<String> EPOCHS = List.of("epoch-seconds", "epoch-millis", "epoch-micros");

    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2026, 11, 23, 21, 43, 56, 0, ZoneOffset.UTC);

    private static final Pattern LITERAL = Pattern.compile("'[^']*'");

    private static final List<ChronoField> PARTS_OF_TIME = List.of(
            ChronoField.HOUR_OF_DAY,
            ChronoField.HOUR_OF_AMPM,
            ChronoField.CLOCK_HOUR_OF_AMPM,
            ChronoField.MINUTE_OF_HOUR,
            ChronoField.SECOND_OF_MINUTE);

    private TimePattern() {}

    static boolean hasPatterns(ColumnType type) {
        return type instanceof ColumnType.Date
                || type instanceof ColumnType.Timestamp
                || type instanceof ColumnType.Time;
    }

    /// Tries the pattern, and gives it back.
    static String check(String pattern, ColumnType type) {
        boolean needsDate = type instanceof ColumnType.Date || type instanceof ColumnType.Timestamp;
        boolean needsTime = type instanceof ColumnType.Time;
        if (!needsDate && !needsTime) {
            throw new IllegalArgumentException("is for date, time and timestamp only; remove it");
        }
        if (pattern.equals(ISO)) {
            return pattern;
        }
        if (EPOCHS.contains(pattern)) {
            if (!(type instanceof ColumnType.Timestamp)) {
                throw new IllegalArgumentException("`" + pattern + "` is for timestamps only");
            }
            return pattern;
        }
        TemporalAccessor parsed = tried(pattern);
        if (needsDate && parsed.query(TemporalQueries.localDate()) == null) {
            throw new IllegalArgumentException("the pattern `" + pattern
                    + "` gives no date; a date is `yyyy`, `MM` (not `mm`) and `dd`, as in `yyyy-MM-dd`");
        }
        if (parsed.query(TemporalQueries.localTime()) == null && (needsTime || hasSomeTime(parsed))) {
            throw new IllegalArgumentException("the pattern `" + pattern
                    + "` gives no time of day; a time is `HH` (or `hh` with `a`), `mm` and `ss`, as in `HH:mm:ss`");
        }
        if (type instanceof ColumnType.Timestamp && hasNameOfZone(pattern)) {
            throw new IllegalArgumentException("the pattern `" + pattern
                    + "` reads names of zones, such as PST or IST, and they are ambiguous; an offset is `XXX` or `Z`,"
                    + " a zone such as Europe/Berlin is `VV`, and GMT is `O`");
        }
        return pattern;
    }

    /// Whether `z` or `v` stands in the pattern, other than in a literal.
    private static boolean hasNameOfZone(String pattern) {
        String letters = LITERAL.matcher(pattern).replaceAll("");
        return letters.contains("z") || letters.contains("v");
    }

    /// A timestamp without any is at midnight; one with half of it, such as an hour of twelve, would silently be too.
    private static boolean hasSomeTime(TemporalAccessor parsed) {
        return PARTS_OF_TIME.stream().anyMatch(parsed::isSupported);
    }

    private static TemporalAccessor tried(String pattern) {
        try {
            // As the decoder reads it: English names, strict, and of the common era.
            var formatter = new DateTimeFormatterBuilder()
                    .appendPattern(pattern)
                    .parseDefaulting(ChronoField.ERA, 1)
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
            return formatter.parse(formatter.format(SAMPLE));
        } catch (IllegalArgumentException e) {
            var names = new ArrayList<>(List.of(ISO));
            names.addAll(EPOCHS);
            String remedy = Suggestion.nearest(pattern, names)
                    .map(Suggestion::didYouMean)
                    .orElse("; an example is `yyyy-MM-dd HH:mm:ss`");
            throw new IllegalArgumentException(
                    "`" + pattern + "` is no pattern (" + lowerFirst(String.valueOf(e.getMessage())) + ")" + remedy, e);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("what the pattern `" + pattern + "` writes it cannot read", e);
        }
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
