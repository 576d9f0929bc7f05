package io.lamella.entry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/// What some users did in an app in ten days, and what made them come. Some are not known, nor are some partners. No field needs quotes.
final class AppLog {
    private static final int USERS = 60;
    private static final int DAYS = 10;
    private static final int PARTNERS = 3;
    private static final long DAY = 86_400_000L;
    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 1, 0, 0);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private final SplittableRandom random;
    private final List<String> events = new ArrayList<>();
    private final List<String> attributions = new ArrayList<>();

    AppLog(long seed) {
        random = new SplittableRandom(seed);
        for (int user = 0; user < USERS; user++) {
            live(user % 10 == 0 ? "" : "user-" + user);
        }
    }

    /// A user who comes on some day, mostly by a campaign, and does this and that until the last day.
    ///
    /// @param user empty for one who is not known
    private void live(String user) {
        long first = random.nextLong(DAY * (DAYS - 1));
        var country = random.nextBoolean() ? "KR" : "US";
        var opened = uuid();
        if (random.nextInt(10) > 0) {
            event(user, country, "abx:firstopen", opened, first, "", "");
        }
        if (random.nextInt(5) > 0) {
            long at = first + random.nextInt(1000);
            var type = random.nextInt(4) > 0 ? "\"install\"" : "null";
            attribution(user, opened, at, type);
            if (random.nextInt(4) == 0) {
                // Some services claim the same install for two campaigns.
                attribution(user, opened, at, type);
            }
        }
        long at = first;
        while (at < DAY * DAYS) {
            at += random.nextLong(DAY);
            var log = uuid();
            int kind = random.nextInt(4);
            event(
                    user,
                    country,
                    kind == 0 ? "purchase" : kind == 1 ? "open" : "abx:login",
                    log,
                    at,
                    kind == 0 ? Integer.toString(1 + random.nextInt(3)) : "",
                    kind == 0 ? random.nextInt(100) + "." + (10 + random.nextInt(90)) : "");
            if (random.nextInt(8) == 0) {
                attribution(user, log, at, "\"reengagement\"");
            }
        }
    }

    private void event(String user, String country, String name, String log, long at, String quantity, String price) {
        events.add(String.join(",", user, "iOS", "phone", country, name, log, time(at), quantity, price));
    }

    private void attribution(String user, String log, long at, String type) {
        int partner = random.nextInt(PARTNERS + 1);
        attributions.add(
                "{\"partner\":%s,\"campaign\":\"campaign-%d\",\"server_datetime\":\"%s\",\"tracker_id\":1,\"log_id\":\"%s\",\"attribution_type\":%s,\"identity_adid\":%s}"
                        .formatted(
                                partner == PARTNERS ? "null" : "\"partner-" + partner + "\"",
                                random.nextInt(4),
                                time(at),
                                log,
                                type,
                                user.isEmpty() ? "null" : "\"" + user + "\""));
    }

    private static String time(long millis) {
        return TIME.format(START.plusNanos(millis * 1_000_000));
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    long rows() {
        return (long) events.size() + attributions.size();
    }

    void write(Path landing) throws IOException {
        Files.createDirectories(landing.resolve("events"));
        Files.createDirectories(landing.resolve("attributions"));
        int half = events.size() / 2;
        writeEvents(landing.resolve("events/a.csv"), events.subList(0, half));
        writeEvents(landing.resolve("events/b.csv"), events.subList(half, events.size()));
        Files.write(landing.resolve("attributions/a.ndjson"), attributions);
    }

    private static void writeEvents(Path file, List<String> rows) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("identity_adid,os,model,country,event_name,log_id,server_datetime,quantity,price");
        lines.addAll(rows);
        Files.write(file, lines);
    }
}
