package io.lamella.entry.wiring.config;

import io.lamella.core.schema.ColumnType;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The `format:` of a column: how dates and times are written.
final class TimePattern {
    static final String ISO = "iso";

    /// Numbers, from 1970-01-01 in UTC; and the names that the decoder has for them.
    static final Map<String, String> EPOCHS =
            Map.of("epoch-seconds", "epoch_seconds", "epoch-millis", "epoch_millis", "epoch-micros", "epoch_micros");

    private static final ZonedDateTime SAMPLE = ZonedDateTime.of(2026, 11, 23, 21, 43, 56, 0, ZoneOffset.UTC);

    private TimePattern() {}

    /// Tries the pattern, and gives it back as the decoder knows it.
    static String check(String pattern, ColumnType type) {
        Set<String> needs = switch (type) {
            case ColumnType.Date _ -> Set.of("date");
            case ColumnType.Time _ -> Set.of("time");
            case ColumnType.Timestamp _ -> Set.of("date", "time");
            default -> throw new IllegalArgumentException("is for date, time and timestamp only; remove it");
        };
        if (pattern.equals(ISO)) {
            return pattern;
        }
        String epoch = EPOCHS.get(pattern);
        if (epoch != null) {
            if (!(type instanceof ColumnType.Timestamp)) {
                throw new IllegalArgumentException("`" + pattern + "` is for timestamps only");
            }
            return epoch;
        }
        TemporalAccessor parsed = tried(pattern);
        if (needs.contains("date") && parsed.query(TemporalQueries.localDate()) == null) {
            throw new IllegalArgumentException("the pattern `" + pattern
                    + "` gives no date; a date is `yyyy`, `MM` (not `mm`) and `dd`, as in `yyyy-MM-dd`");
        }
        if (needs.contains("time") && parsed.query(TemporalQueries.localTime()) == null) {
            throw new IllegalArgumentException("the pattern `" + pattern
                    + "` gives no time of day; a time is `HH` (or `hh` with `a`), `mm` and `ss`, as in `HH:mm:ss`");
        }
        return pattern;
    }

    private static TemporalAccessor tried(String pattern) {
        try {
            // English, because the names of months and days in data mostly are.
            var formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
            return formatter.parse(formatter.format(SAMPLE));
        } catch (IllegalArgumentException e) {
            var names = new ArrayList<>(List.of(ISO));
            names.addAll(EPOCHS.keySet());
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
