package io.lamella.entry.cli.demo;

import io.lamella.core.parquet.Checksums;
import io.lamella.core.parquet.ParquetRows;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.ParquetObject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// What the events in the tables say of the people: the daily funnel and the retention, as the queries `daily-funnel-users` and
/// `retention-users` ask for them.
final class DemoAnswers {
    /// So many days later it is asked who came back.
    static final List<Integer> DAYS_LATER = List.of(0, 1, 2, 3, 7);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long DAY = 86_400_000_000L;
    private static final String OPENED = "abx:firstopen";
    private static final String LOGGED_IN = "abx:login";
    private static final String BOUGHT = "purchase";

    private final Map<String, List<Event>> eventsByUser = new HashMap<>();

    /// @param at microseconds since 1970
    private record Event(String name, long at) {
        long day() {
            return at / DAY;
        }
    }

    /// The users who opened the app first on a day, those of them who then logged in, and those who then bought.
    record Funnel(int opened, int loggedIn, int bought) {
        static final Funnel EMPTY = new Funnel(0, 0, 0);

        private Funnel plus(OptionalLong loggedIn, OptionalLong bought) {
            return new Funnel(
                    opened + 1,
                    this.loggedIn + (loggedIn.isPresent() ? 1 : 0),
                    this.bought + (bought.isPresent() ? 1 : 0));
        }
    }

    /// @param events the parts of the table
    static DemoAnswers of(ObjectStore store, List<Location> events) {
        var answers = new DemoAnswers();
        for (var part : events) {
            answers.read(store.head(part)
                    .chain(info -> ParquetObject.open(store, info))
                    .await()
                    .atMost(PATIENCE));
        }
        return answers;
    }

    private void read(ParquetObject part) {
        var names = ParquetRows.columns(part.footer());
        int user = names.indexOf("identity_adid");
        int name = names.indexOf("event_name");
        int time = names.indexOf("server_datetime");
        for (var group : part.footer().rowGroups()) {
            var content = part.read(group.range()).await().atMost(PATIENCE);
            var rows = new ParquetRows(part.footer(), group.ordinal(), content, Checksums.VERIFY);
            while (rows.next()) {
                var values = rows.values();
                eventsByUser
                        .computeIfAbsent(values.get(user).orElseThrow(), _ -> new ArrayList<>())
                        .add(new Event(
                                values.get(name).orElseThrow(),
                                Long.parseLong(values.get(time).orElseThrow())));
            }
        }
    }

    SortedMap<LocalDate, Funnel> funnel() {
        var funnel = new TreeMap<LocalDate, Funnel>();
        for (var events : eventsByUser.values()) {
            days(events, OPENED).forEach(day -> {
                var opened = first(events, OPENED, day, day * DAY);
                var loggedIn = first(events, LOGGED_IN, day, opened.orElseThrow());
                var bought =
                        loggedIn.isPresent() ? first(events, BOUGHT, day, loggedIn.getAsLong()) : OptionalLong.empty();
                funnel.merge(
                        LocalDate.ofEpochDay(day),
                        Funnel.EMPTY.plus(loggedIn, bought),
                        (sum, _) -> sum.plus(loggedIn, bought));
            });
        }
        return funnel;
    }

    /// By the day on which users opened the app first: how many came back so many days later, in the order of [#DAYS_LATER].
    SortedMap<LocalDate, int[]> retention() {
        var retention = new TreeMap<LocalDate, int[]>();
        for (var events : eventsByUser.values()) {
            days(events, OPENED).min().ifPresent(opened -> {
                var came = retention.computeIfAbsent(LocalDate.ofEpochDay(opened), _ -> new int[DAYS_LATER.size()]);
                for (int i = 0; i < came.length; i++) {
                    long day = opened + DAYS_LATER.get(i);
                    came[i] += events.stream().anyMatch(event -> event.day() == day) ? 1 : 0;
                }
            });
        }
        return retention;
    }

    private static LongStream days(List<Event> events, String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .mapToLong(Event::day)
                .distinct();
    }

    private static OptionalLong first(List<Event> events, String name, long day, long from) {
        return events.stream()
                .filter(event -> event.name().equals(name) && event.day() == day && event.at() >= from)
                .mapToLong(Event::at)
                .min();
    }
}
