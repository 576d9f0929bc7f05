package io.lamella.entry.wiring.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `10m`, `1h30m`, `2d`, and the ISO form `PT10M`.
public final class TimeSpan {
    private static final Pattern FORM =
            Pattern.compile("(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?");

    private TimeSpan() {}

    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!text.isEmpty() && form.matches()) {
            return Duration.ofDays(count(form, 1))
                    .plusHours(count(form, 2))
                    .plusMinutes(count(form, 3))
                    .plusSeconds(count(form, 4));
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "`" + text + "` is not a duration; write it as `30s`, `10m`, `2h`, `1d` or `1h30m`", e);
        }
    }

    private static long count(Matcher form, int group) {
        return form.group(group) == null ? 0 : Long.parseLong(form.group(group));
    }

    public static String show(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        var text = new StringBuilder();
        append(text, duration.toDays(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        return text.isEmpty() || duration.isNegative() ? duration.toString() : text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count != 0) {
            text.append(count).append(unit);
        }
    }
}
