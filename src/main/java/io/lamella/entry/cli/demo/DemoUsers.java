package io.lamella.entry.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/// The people who use the app of the demo: each opens it for the first time once, and comes back on fewer and fewer days.
final class DemoUsers {
    private static final long DAY = 86_400_000L;

    /// Percent of events that are somebody's first.
    private static final int FIRST = 15;

    /// Of the visits on some day or later, so many percent are later.
    private static final int LATER = 70;

    private final SplittableRandom random;
    private final int days;
    private final List<User> users = new ArrayList<>();
    private int attributed;

    /// @param logId of the first opening
    /// @param millis since the first day began
    private record User(String id, String logId, long millis) {}

    /// An event.
    ///
    /// @param millis since the first day began
    record Visit(String user, String logId, long millis, boolean isFirst) {}

    DemoUsers(SplittableRandom random, int days) {
        this.random = random;
        this.days = days;
    }

    Visit visit() {
        if (users.isEmpty() || random.nextInt(100) < FIRST) {
            var user = new User(uuid(), uuid(), random.nextLong(days * DAY));
            users.add(user);
            return first(user);
        }
        return again();
    }

    /// A visit that somebody is to be paid for: each first opening once, and as long as there is none left one of those that
    /// no file tells of.
    Visit attributed() {
        if (users.isEmpty()) {
            var _ = visit();
        }
        return attributed < users.size() ? first(users.get(attributed++)) : again();
    }

    private static Visit first(User user) {
        return new Visit(user.id(), user.logId(), user.millis(), true);
    }

    private Visit again() {
        var user = users.get(random.nextInt(users.size()));
        return new Visit(user.id(), uuid(), later(user), false);
    }

    private long later(User user) {
        long day = user.millis() / DAY;
        long at = day;
        while (at < days && random.nextInt(100) < LATER) {
            at++;
        }
        return at == day || at >= days
                ? random.nextLong(user.millis(), (day + 1) * DAY)
                : at * DAY + random.nextLong(DAY);
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
