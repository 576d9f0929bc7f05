package io.lamella.entry.wiring.config;

import io.lamella.core.table.Dataset.Settle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `settle:`
final class SettleReader {
    static final List<String> KEYS = List.of("after", "window");

    /// Queries on what was written a day ago have ended.
    private static final Duration MIN_AFTER = Duration.ofDays(1);

    private static final Duration MAX_AFTER = Duration.ofDays(3650);
    private static final Pattern WINDOW = Pattern.compile("([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})");

    private SettleReader() {}

    static Optional<Settle> read(Value value) {
        return value.section(KEYS).flatMap(section -> {
            Optional<Duration> after =
                    section.require("after", "after: 2d").flatMap(text -> text.duration(MIN_AFTER, MAX_AFTER));
            Optional<Window> window =
                    section.require("window", "window: 02:00-05:00").flatMap(text -> text.parsed(SettleReader::window));
            return after.flatMap(time -> window.map(hours -> new Settle(time, hours.start(), hours.end())));
        });
    }

    private record Window(int start, int end) {}

    private static Window window(String text) {
        Matcher form = WINDOW.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("`" + text + "` is no window; write hours in UTC, as in `02:00-05:00`");
        }
        if (!form.group(2).equals("00") || !form.group(4).equals("00")) {
            throw new IllegalArgumentException("`" + text + "` must begin and end on the hour, as in `02:00-05:00`");
        }
        int start = Integer.parseInt(form.group(1));
        int end = Integer.parseInt(form.group(3));
        if (start > 23 || end > 24) {
            throw new IllegalArgumentException("`" + text + "` must be within 00:00 to 24:00");
        }
        if (start == end) {
            throw new IllegalArgumentException("`" + text + "` is empty; for the whole day, write `00:00-24:00`");
        }
        return new Window(start, end);
    }
}
