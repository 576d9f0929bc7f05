package io.lamella.entry.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/// Small files as a mobile measurement service drops them: events as CSV, attributions as NDJSON, some of them gzip, a few rows
/// bad. The same seed makes the same files.
final class DemoFiles {
    private static final String[] MODELS = {"SM-S918N", "Pixel 9 Pro", "iPhone16,2", "iPad13,4", "Redmi Note 12"};
    private static final String[] COUNTRIES = {"KR", "US", "JP", "DE", "BR"};
    private static final String[] EVENTS = {"abx:login", "abx:login", "purchase", "level_complete", "add_to_cart"};
    private static final String[] PARTNERS = {"organic", "search_ads", "video_network"};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    private static final LocalDateTime START = LocalDateTime.of(2026, 3, 1, 0, 0);
    private static final int DAYS = 8;
    private static final int MAX_ROWS = 400;

    /// What is larger is one big file.
    static final long BIG_BYTES = 8 * 1024 * 1024;

    private static final int BATCH_ROWS = 50_000;
    private static final String HEADER =
            "identity_adid,os,model,country,event_name,log_id,server_datetime,quantity,price\n";

    private final Path landing;
    private final SplittableRandom random;
    private final DemoUsers users;
    private final List<Written> written = new ArrayList<>();

    /// A file that landed.
    ///
    /// @param badRows of its rows, those that fit no schema
    record Written(String key, long rows, long badRows, long bytes) {}

    /// @param landing the folder that stands for the source bucket
    DemoFiles(Path landing, long seed) {
        this.landing = landing;
        this.random = new SplittableRandom(seed);
        this.users = new DemoUsers(random, DAYS);
    }

    List<Written> written() {
        return List.copyOf(written);
    }

    /// Lets one more file land. It appears whole, as an object does.
    void land(int number) throws IOException {
        boolean attribution = number % 4 == 3;
        boolean zipped = number % 5 == 0;
        int rows = 50 + random.nextInt(MAX_ROWS);
        // Every 25th file has a bad row, and so has the first: something to look at in quarantine.
        int bad = number % 25 == 0 ? 1 + random.nextInt(3) : 0;
        var text = attribution ? attributions(rows, bad) : events(rows, bad);
        var key = (attribution ? "attributions/%05d.ndjson" : "events/%05d.csv").formatted(number)
                + (zipped ? ".gz" : "");
        var content = zipped ? gzip(text) : text.getBytes(StandardCharsets.UTF_8);
        Files.write(hidden(key), content);
        appear(key, rows, bad);
    }

    /// Lets one file of events land that is larger than a slice. Bad rows are spread over it.
    void landBig(long bytes) throws IOException {
        var key = "events/big.csv";
        long size = 0;
        long rows = 0;
        int bad = 0;
        try (var out = Files.newBufferedWriter(hidden(key))) {
            out.write(HEADER);
            for (; size < bytes; rows += BATCH_ROWS, bad++) {
                var text = events(BATCH_ROWS, 1).substring(HEADER.length());
                out.write(text);
                size += text.length();
            }
        }
        appear(key, rows, bad);
    }

    private Path hidden(String key) throws IOException {
        var target = landing.resolve(key);
        Files.createDirectories(target.getParent());
        return target.resolveSibling("." + target.getFileName());
    }

    private void appear(String key, long rows, long bad) throws IOException {
        var target = landing.resolve(key);
        Files.move(hidden(key), target, StandardCopyOption.ATOMIC_MOVE);
        written.add(new Written(key, rows, bad, Files.size(target)));
    }

    private String events(int rows, int bad) {
        var text = new StringBuilder(HEADER);
        for (int row = 0; row < rows; row++) {
            var visit = users.visit();
            var event = visit.isFirst() ? "abx:firstopen" : EVENTS[random.nextInt(EVENTS.length)];
            boolean sale = event.equals("purchase");
            var model = MODELS[random.nextInt(MODELS.length)];
            boolean quoted = model.contains(",");
            text.append(visit.user()).append(',');
            text.append(model.startsWith("iP") ? "iOS" : "Android").append(',');
            text.append(quoted ? '"' + model + '"' : model).append(',');
            text.append(COUNTRIES[random.nextInt(COUNTRIES.length)]).append(',');
            text.append(event)
                    .append(',')
                    .append(visit.logId())
                    .append(',')
                    .append(time(visit.millis()))
                    .append(',');
            text.append(sale ? Integer.toString(1 + random.nextInt(5)) : "").append(',');
            text.append(row < bad ? "12.34 USD" : sale ? price() : "").append('\n');
        }
        return text.toString();
    }

    private String attributions(int rows, int bad) {
        var text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            var visit = users.attributed();
            text.append("{\"partner\":\"").append(PARTNERS[random.nextInt(PARTNERS.length)]);
            text.append("\",\"campaign\":\"spring \\u2013 ").append(random.nextInt(20));
            text.append("\",\"server_datetime\":\"").append(row < bad ? "yesterday" : time(visit.millis()));
            text.append("\",\"tracker_id\":").append(random.nextInt(1000));
            text.append(",\"log_id\":\"").append(visit.logId());
            text.append("\",\"attribution_type\":").append(visit.isFirst() ? "\"install\"" : "null");
            text.append(",\"identity_adid\":\"").append(visit.user()).append("\"}\n");
        }
        return text.toString();
    }

    private String price() {
        return random.nextInt(300) + "." + "%02d".formatted(random.nextInt(100));
    }

    private static String time(long millis) {
        return TIME.format(LocalDateTime.ofEpochSecond(
                START.toEpochSecond(ZoneOffset.UTC) + millis / 1000,
                Math.toIntExact(millis % 1000) * 1_000_000,
                ZoneOffset.UTC));
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
