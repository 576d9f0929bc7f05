package io.lamella.infra;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.events.Schedule;

/// When the lake is swept, as EventBridge writes it: `rate(15 minutes)`, or `cron(0 3 * * ? *)` in UTC.
public record SweepSchedule(String expression) {
    /// One has the singular, as EventBridge wants it.
    private static final Pattern RATE =
            Pattern.compile("rate\\((1 (minute|hour|day)|([2-9]|[1-9]\\d+) (minutes|hours|days))\\)");

    /// Minutes, hours, day of the month, month, day of the week, year; of the two days one says nothing.
    private static final Pattern CRON =
            Pattern.compile("cron\\((\\S+ \\S+ \\? \\S+ [^?\\s]+ \\S+|\\S+ \\S+ [^?\\s]+ \\S+ \\? \\S+)\\)");

    private static final Duration DAY = Duration.ofDays(1);

    static final SweepSchedule DEFAULT = new SweepSchedule("rate(15 minutes)");

    public SweepSchedule {
        if (!RATE.matcher(expression).matches() && !CRON.matcher(expression).matches()) {
            throw Setting.SCHEDULE.mustBe(
                    "`rate(15 minutes)`, `rate(1 hour)`, or `cron(…)` of six fields with `?` for one of the two days, such as"
                            + " `cron(0 3 * * ? *)`,",
                    expression);
        }
    }

    Schedule toCdk() {
        return Schedule.expression(expression);
    }

    /// Whether it is sure that no two sweeps are more than a day apart. A `cron` whose fields of days say anything is not looked
    /// into any further.
    boolean isDaily() {
        var fields = List.of(expression
                .substring(expression.indexOf('(') + 1, expression.length() - 1)
                .split(" "));
        if (expression.startsWith("cron")) {
            return fields.stream().skip(2).allMatch(field -> field.equals("*") || field.equals("?"));
        }
        var number = fields.getFirst();
        // More digits than a day has minutes.
        return number.length() <= 4
                && unit(fields.getLast()).multipliedBy(Long.parseLong(number)).compareTo(DAY) <= 0;
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "minute", "minutes" -> Duration.ofMinutes(1);
            case "hour", "hours" -> Duration.ofHours(1);
            default -> DAY;
        };
    }
}
