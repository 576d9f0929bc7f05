package io.lamella.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import java.util.UUID;

/// A CSV file of mobile events: two UUIDs to a row, one of them of a user who comes again; few and skewed models, countries and
/// event names, some of them quoted for their comma; times that rise; quantity and price of purchases only. The same seed makes
/// the same file.
final class EventFile {
    static final String NAME = "events";

    /// As `lamella convert --columns` takes them.
    static final String COLUMNS = "identity_adid:string,os:string,model:string,country:string,event_name:string,"
            + "log_id:string,server_datetime:timestamp,quantity:int32,price:decimal(18,8)";

    /// As DuckDB's `read_csv` takes them.
    static final String DUCKDB_COLUMNS =
            "{'identity_adid':'VARCHAR','os':'VARCHAR','model':'VARCHAR','country':'VARCHAR',"
                    + "'event_name':'VARCHAR','log_id':'VARCHAR','server_datetime':'TIMESTAMP','quantity':'INTEGER',"
                    + "'price':'DECIMAL(18,8)'}";

    private static final long SEED = 42;
    private static final int BUFFER = 1 << 20;
    private static final long START = LocalDateTime.of(2026, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC) * 1000;
    private static final String[] EVENTS = {
        "abx:login", "abx:firstopen", "abx:deeplink_open", "app_open", "level_complete", "purchase", "add_to_cart",
        "view_item", "search", "sign_up", "start_session", "end_session", "ad_impression", "ad_click",
        "tutorial_complete", "invite", "share", "rate", "add_to_wishlist", "checkout_begin"
    };

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final String[] models = new String[500];
    private final String[] countries = new String[100];
    private final StringBuilder text = new StringBuilder(BUFFER + 1024);

    private EventFile() {
        for (int i = 0; i < models.length; i++) {
            models[i] = switch (random.nextInt(4)) {
                case 0 -> "\"iPhone%d,%d\"".formatted(6 + random.nextInt(12), 1 + random.nextInt(9));
                case 1 -> "\"iPad%d,%d\"".formatted(6 + random.nextInt(12), 1 + random.nextInt(9));
                case 2 -> "SM-%c%dN".formatted('A' + random.nextInt(26), 100 + random.nextInt(900));
                default -> "Redmi Note %d %d".formatted(5 + random.nextInt(10), random.nextInt(100));
            };
        }
        for (int i = 0; i < countries.length; i++) {
            countries[i] = "" + (char) ('A' + i * 7 % 26) + (char) ('A' + (i * 11 + i / 26) % 26);
        }
    }

    /// Writes a file of at least so many bytes, unless it is there.
    static Path write(Path folder, long bytes) throws IOException {
        var file = folder.resolve("%s-%d.csv".formatted(NAME, bytes / 1_000_000));
        if (!Files.exists(file)) {
            var temporary = file.resolveSibling(file.getFileName() + ".tmp");
            try (var out = Files.newOutputStream(temporary)) {
                new EventFile().write(out, bytes);
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private void write(OutputStream out, long bytes) throws IOException {
        text.append("identity_adid,os,model,country,event_name,log_id,server_datetime,quantity,price\n");
        long written = 0;
        for (long row = 0; written < bytes; row++) {
            row(row, 1 + bytes / 700);
            if (text.length() > BUFFER || written + text.length() >= bytes) {
                out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
                written += text.length();
                text.setLength(0);
            }
        }
    }

    private void row(long number, long users) {
        long user = random.nextBoolean() ? skewed(users) : random.nextLong(users);
        long device = mix(user + 1);
        long install = mix(device + 2);
        uuid(device, install);
        var model = models[(int) (Math.pow(models.length, (device >>> 11) * 0x1p-53) - 1)];
        text.append(model.startsWith("\"i") ? ",iOS," : ",Android,")
                .append(model)
                .append(',');
        text.append(countries[(int) (Math.pow(countries.length, (install >>> 11) * 0x1p-53) - 1)]);
        int event = (int) skewed(EVENTS.length);
        text.append(',').append(EVENTS[event]).append(',');
        uuid(random.nextLong(), random.nextLong());
        text.append(',');
        time(START + number * 17 + random.nextInt(5000));
        text.append(',');
        if (event >= 5 && event <= 7) {
            purchase();
        } else {
            text.append(',');
        }
        text.append('\n');
    }

    private void purchase() {
        text.append(random.nextInt(5) == 0 ? 1 + random.nextInt(20) : 1).append(',');
        int cents = random.nextInt(30_000);
        text.append(cents / 100);
        switch (random.nextInt(10)) {
            case 0 -> {}
            case 1 -> digits(text.append('.'), cents % 100 * 1009, 6);
            default -> digits(text.append('.'), cents % 100, 2);
        }
    }

    /// Below the limit, small numbers far oftener.
    private long skewed(long limit) {
        return (long) (Math.pow((double) limit, random.nextDouble()) - 1);
    }

    private static long mix(long value) {
        long z = value * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private void uuid(long high, long low) {
        long version4 = high & ~0xF000L | 0x4000L;
        long variant = low & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        text.append(new UUID(version4, variant));
    }

    private void time(long millis) {
        var time = LocalDateTime.ofEpochSecond(millis / 1000, 0, ZoneOffset.UTC);
        text.append(time.toLocalDate()).append(' ');
        digits(text, time.getHour(), 2).append(':');
        digits(text, time.getMinute(), 2).append(':');
        digits(text, time.getSecond(), 2).append('.');
        digits(text, (int) (millis % 1000), 3);
    }

    private static StringBuilder digits(StringBuilder text, int value, int width) {
        var digits = Integer.toString(value);
        return text.repeat('0', width - digits.length()).append(digits);
    }
}
