package io.lamella.entry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The answers to the standard queries, from the raw files, without SQL and without Lamella.
final class AppLogAnswers {
    private static final List<Integer> DAYS_LATER = List.of(0, 1, 2, 3, 7);
    private static final Comparator<String> KNOWN_FIRST = Comparator.nullsLast(Comparator.naturalOrder());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Event> events;
    private final List<Attribution> attributions;

    /// @param user null if not known
    /// @param at as it is written, which sorts as the times do
    private record Event(@Nullable String user, String country, String name, String log, String at, BigDecimal paid) {
        String day() {
            return at.substring(0, 10);
        }
    }

    /// @param user null if not known
    /// @param partner null if not known
    private record Attribution(
            @Nullable String user, @Nullable String partner, String campaign, String log, String at, String type) {}

    AppLogAnswers(Path landing) throws IOException {
        var rows = new ArrayList<String>();
        for (var name : List.of("a.csv", "b.csv")) {
            var lines = Files.readAllLines(landing.resolve("events").resolve(name));
            rows.addAll(lines.subList(1, lines.size()));
        }
        events = rows.stream().map(AppLogAnswers::event).toList();
        var marks = new ArrayList<Attribution>();
        for (var line : Files.readAllLines(landing.resolve("attributions/a.ndjson"))) {
            marks.add(attribution(JSON.readTree(line)));
        }
        attributions = marks;
    }

    private static Event event(String row) {
        var cells = row.split(",", -1);
        var paid = cells[8].isEmpty() ? BigDecimal.ZERO : new BigDecimal(cells[8]).multiply(new BigDecimal(cells[7]));
        return new Event(cells[0].isEmpty() ? null : cells[0], cells[3], cells[4], cells[5], cells[6], paid);
    }

    private static Attribution attribution(JsonNode row) {
        return new Attribution(
                row.path("identity_adid").textValue(),
                row.path("partner").textValue(),
                row.path("campaign").asText(),
                row.path("log_id").asText(),
                row.path("server_datetime").asText(),
                row.path("attribution_type").asText());
    }

    List<String> to(String query) {
        return switch (query) {
            case "active-users" -> counted(alone(), (event, _) -> event.day(), false);
            case "active-users-with-price" -> counted(alone(), (event, _) -> event.day(), true);
            case "active-users-by-event" -> counted(alone(), (event, _) -> event.day() + "|" + event.name(), false);
            case "active-users-by-campaign-log-id" -> counted(byLog(), AppLogAnswers::campaign, false);
            case "active-users-by-campaign-identity" -> counted(byUser(), AppLogAnswers::campaign, false);
            case "active-users-by-campaign-with-price-log-id" -> counted(byLog(), AppLogAnswers::campaign, true);
            case "active-users-by-campaign-with-price-identity" -> counted(byUser(), AppLogAnswers::campaign, true);
            case "active-users-by-country-and-campaign-log-id" -> counted(byLog(), AppLogAnswers::country, false);
            case "active-users-by-country-and-campaign-identity" -> counted(byUser(), AppLogAnswers::country, false);
            case "daily-funnel-users" -> dailyFunnelOfUsers();
            case "daily-funnel-events" -> dailyFunnelOfEvents();
            case "new-install-funnel-users" -> installFunnel(true);
            case "new-install-funnel-events" -> installFunnel(false);
            case "retention-users" -> retention(true);
            case "retention-events" -> retention(false);
            default -> throw new IllegalArgumentException(query);
        };
    }

    private static String campaign(Event event, Attribution why) {
        return event.day() + "|" + why.campaign();
    }

    private static String country(Event event, Attribution why) {
        return event.day() + "|" + event.country() + "|" + why.campaign();
    }

    private record Pair(Event event, Attribution why) {}

    private List<Pair> alone() {
        var nothing = new Attribution("", "", "", "", "", "");
        return events.stream().map(event -> new Pair(event, nothing)).toList();
    }

    private List<Pair> byLog() {
        return events.stream()
                .flatMap(event -> attributions.stream()
                        .filter(why -> why.log().equals(event.log()))
                        .map(why -> new Pair(event, why)))
                .toList();
    }

    private List<Pair> byUser() {
        return events.stream()
                .filter(event -> event.user() != null)
                .flatMap(event -> first(event.user(), _ -> true).stream().map(why -> new Pair(event, why)))
                .toList();
    }

    private Optional<Attribution> first(String user, Predicate<Attribution> which) {
        return attributions.stream()
                .filter(why -> user.equals(why.user()))
                .filter(which)
                .min(Comparator.comparing(Attribution::at)
                        .thenComparing(Attribution::log)
                        .thenComparing(Attribution::partner, KNOWN_FIRST)
                        .thenComparing(Attribution::campaign));
    }

    private static List<String> counted(
            List<Pair> pairs, BiFunction<Event, Attribution, String> group, boolean priced) {
        Map<String, List<Event>> groups = new TreeMap<>();
        pairs.forEach(pair -> groups.computeIfAbsent(group.apply(pair.event(), pair.why()), _ -> new ArrayList<>())
                .add(pair.event()));
        return groups.entrySet().stream()
                .map(entry -> {
                    var members = entry.getValue();
                    long users = members.stream()
                            .map(Event::user)
                            .filter(Objects::nonNull)
                            .distinct()
                            .count();
                    var paid = members.stream().map(Event::paid).reduce(BigDecimal.ZERO, BigDecimal::add);
                    return entry.getKey() + "|" + users + "|" + members.size()
                            + (priced ? "|" + paid.stripTrailingZeros().toPlainString() : "");
                })
                .toList();
    }

    private static Optional<String> firstAfter(Stream<Event> some, String name, String after) {
        return some.filter(event -> event.name().equals(name) && event.at().compareTo(after) >= 0)
                .map(Event::at)
                .min(Comparator.naturalOrder());
    }

    private Stream<Event> of(String user, Predicate<Event> which) {
        return events.stream().filter(event -> user.equals(event.user())).filter(which);
    }

    private Stream<Event> firstOpens() {
        return events.stream()
                .filter(event -> event.user() != null && event.name().equals("abx:firstopen"));
    }

    private List<String> dailyFunnelOfUsers() {
        Map<String, long[]> days = new TreeMap<>();
        for (var open : firstOpens().toList()) {
            var counts = days.computeIfAbsent(open.day(), _ -> new long[3]);
            counts[0]++;
            var login = firstAfter(of(open.user(), it -> it.day().equals(open.day())), "abx:login", open.at());
            counts[1] += login.isPresent() ? 1 : 0;
            counts[2] += login.flatMap(at ->
                                    firstAfter(of(open.user(), it -> it.day().equals(open.day())), "purchase", at))
                            .isPresent()
                    ? 1
                    : 0;
        }
        return lines(days);
    }

    private List<String> dailyFunnelOfEvents() {
        Map<String, long[]> days = new TreeMap<>();
        var steps = List.of("abx:firstopen", "abx:login", "purchase");
        for (var event : events) {
            var counts = days.computeIfAbsent(event.day(), _ -> new long[3]);
            if (steps.contains(event.name())) {
                counts[steps.indexOf(event.name())]++;
            }
        }
        return lines(days);
    }

    private List<String> installFunnel(boolean users) {
        Map<String, long[]> partners = new TreeMap<>(KNOWN_FIRST);
        var installed = attributions.stream()
                .map(Attribution::user)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        for (var user : installed) {
            first(user, why -> why.type().equals("install")).ifPresent(install -> {
                var counts = partners.computeIfAbsent(install.partner(), _ -> new long[3]);
                counts[0]++;
                var login = firstAfter(of(user, _ -> true), "abx:login", install.at());
                var purchase = login.flatMap(at -> firstAfter(of(user, _ -> true), "purchase", at));
                counts[1] += users ? login.stream().count() : later(user, "abx:login", install.at());
                counts[2] += users ? purchase.stream().count() : later(user, "purchase", install.at());
            });
        }
        return lines(partners);
    }

    private long later(String user, String name, String after) {
        return of(user, event -> event.name().equals(name) && event.at().compareTo(after) >= 0)
                .count();
    }

    private List<String> retention(boolean users) {
        Map<String, String> cohort = new HashMap<>();
        firstOpens()
                .forEach(event -> cohort.merge(
                        event.user(), event.day(), (one, other) -> one.compareTo(other) < 0 ? one : other));
        Map<String, long[]> days = new TreeMap<>();
        cohort.forEach((user, day) -> {
            var counts = days.computeIfAbsent(day, _ -> new long[1 + DAYS_LATER.size()]);
            counts[0]++;
            for (int i = 0; i < DAYS_LATER.size(); i++) {
                int later = DAYS_LATER.get(i);
                long active = of(
                                user,
                                event -> ChronoUnit.DAYS.between(LocalDate.parse(day), LocalDate.parse(event.day()))
                                        == later)
                        .count();
                counts[1 + i] += users ? Math.min(1, active) : active;
            }
        });
        return lines(days);
    }

    private static List<String> lines(Map<String, long[]> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + "|"
                        + LongStream.of(entry.getValue())
                                .mapToObj(Long::toString)
                                .collect(Collectors.joining("|")))
                .toList();
    }
}
