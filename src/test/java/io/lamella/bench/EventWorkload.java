package io.lamella.bench;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/// Mobile events: two UUIDs to a row, one of them of a user who comes again; few and skewed models, countries and event names,
/// some of them quoted for their comma; times that rise; quantity and price of purchases only.
final class EventWorkload extends Workload {
    private static final List<Column> COLUMNS = List.of(
            new Column("identity_adid", "string", "VARCHAR"),
            new Column("os", "string", "VARCHAR"),
            new Column("model", "string", "VARCHAR"),
            new Column("country", "string", "VARCHAR"),
            new Column("event_name", "string", "VARCHAR"),
            new Column("log_id", "string", "VARCHAR"),
            new Column("server_datetime", "timestamp", "TIMESTAMP"),
            new Column("quantity", "int32", "INTEGER"),
            new Column("price", "decimal(18,8)", "DECIMAL(18,8)"));
    private static final long USERS = 1_000_000;
    private static final long START = LocalDateTime.of(2026, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC) * 1000;
    private static final String[] EVENTS = {
        "abx:login", "abx:firstopen", "abx:deeplink_open", "app_open", "level_complete", "purchase", "add_to_cart",
        "view_item", "search", "sign_up", "start_session", "end_session", "ad_impression", "ad_click",
        "tutorial_complete", "invite", "share", "rate", "add_to_wishlist", "checkout_begin"
    };

    private final String[] models = new String[500];
    private final String[] countries = new String[100];

    EventWorkload(Format format) {
        super("events", format, COLUMNS);
        for (int i = 0; i < models.length; i++) {
            models[i] = switch (random.nextInt(4)) {
                case 0 -> "iPhone%d,%d".formatted(6 + random.nextInt(12), 1 + random.nextInt(9));
                case 1 -> "iPad%d,%d".formatted(6 + random.nextInt(12), 1 + random.nextInt(9));
                case 2 -> "SM-%c%dN".formatted('A' + random.nextInt(26), 100 + random.nextInt(900));
                default -> "Redmi Note %d %d".formatted(5 + random.nextInt(10), random.nextInt(100));
            };
        }
        for (int i = 0; i < countries.length; i++) {
            countries[i] = "" + (char) ('A' + i * 7 % 26) + (char) ('A' + (i * 11 + i / 26) % 26);
        }
    }

    @Override
    void row(long number) {
        long device = mix((random.nextBoolean() ? skewed(USERS) : random.nextLong(USERS)) + 1);
        long install = mix(device + 2);
        var model = models[(int) skewed(models.length, device)];
        int event = (int) skewed(EVENTS.length);
        open("{\"identity_adid\":\"", "").append(uuid(device, install));
        open("\",\"os\":\"", ",").append(model.startsWith("i") ? "iOS" : "Android");
        boolean quoted = format() == Format.CSV && model.indexOf(',') >= 0;
        open("\",\"model\":\"", ",").append(quoted ? '"' + model + '"' : model);
        open("\",\"country\":\"", ",").append(countries[(int) skewed(countries.length, install)]);
        open("\",\"event_name\":\"", ",").append(EVENTS[event]);
        open("\",\"log_id\":\"", ",").append(uuid(random.nextLong(), random.nextLong()));
        open("\",\"server_datetime\":\"", ",");
        time(START + number * 17 + random.nextInt(5000));
        boolean purchase = event >= 5 && event <= 7;
        open("\",\"quantity\":", ",").append(purchase ? Integer.toString(quantity()) : none());
        open(",\"price\":", ",");
        if (purchase) {
            price();
        } else {
            text.append(none());
        }
        open("}", "").append('\n');
    }

    /// Appends what stands before a field.
    private StringBuilder open(String json, String csv) {
        return text.append(format() == Format.NDJSON ? json : csv);
    }

    private String none() {
        return format() == Format.NDJSON ? "null" : "";
    }

    private int quantity() {
        return random.nextInt(5) == 0 ? 1 + random.nextInt(20) : 1;
    }

    private void price() {
        int cents = random.nextInt(30_000);
        switch (random.nextInt(10)) {
            case 0 -> text.append(cents / 100);
            case 1 -> {
                text.append(cents / 100).append('.');
                digits(cents % 100 * 1009, 6);
            }
            default -> amount(cents);
        }
    }

    /// Below the limit, small numbers far oftener.
    private long skewed(long limit) {
        return skewed(limit, random.nextLong());
    }

    private static long skewed(long limit, long bits) {
        return (long) (Math.pow((double) limit, (bits >>> 11) * 0x1p-53) - 1);
    }

    private static long mix(long value) {
        long z = value * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private static UUID uuid(long high, long low) {
        return new UUID(high & ~0xF000L | 0x4000L, low & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
    }

    private void time(long millis) {
        var time = LocalDateTime.ofEpochSecond(millis / 1000, 0, ZoneOffset.UTC);
        text.append(time.toLocalDate()).append(' ');
        digits(time.getHour(), 2);
        text.append(':');
        digits(time.getMinute(), 2);
        text.append(':');
        digits(time.getSecond(), 2);
        text.append('.');
        digits((int) (millis % 1000), 3);
    }
}
