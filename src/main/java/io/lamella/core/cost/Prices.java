package io.lamella.core.cost;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;

/// What AWS asks for one of each, in US dollars, in one region on one day. They are list prices, without free tiers.
///
/// @param put a request that S3 charges as PUT, COPY, POST or LIST
/// @param get a request that S3 charges as GET and all others
/// @param storedGb a GB in S3 for a month
/// @param transferredGb a GB that S3 replicates to another region
/// @param standardMessage a request to a standard queue of SQS
/// @param fifoMessage a request to a FIFO queue
/// @param invocation of a Lambda function
/// @param armGbSecond a second of 1,024 MB of a function on arm64
/// @param x86GbSecond the same on x86_64
/// @param loggedGb a GB that CloudWatch Logs takes in
/// @param metric a metric of CloudWatch for a month
/// @param alarmMetric a metric that an alarm looks at, for a month
/// @param dashboard for a month
public record Prices(
        LocalDate date,
        String region,
        double put,
        double get,
        double storedGb,
        double transferredGb,
        double standardMessage,
        double fifoMessage,
        double invocation,
        double armGbSecond,
        double x86GbSecond,
        double loggedGb,
        double metric,
        double alarmMetric,
        double dashboard) {
    private static final String RESOURCE = "prices.properties";
    private static final int THOUSAND = 1_000;
    private static final int MILLION = 1_000_000;

    /// Those that come with Lamella.
    public static Prices standard() {
        try (var stream = Objects.requireNonNull(Prices.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return read(RESOURCE, new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    /// @param name for messages
    /// @throws IllegalArgumentException if a price is missing or is not a number
    public static Prices read(String name, Reader text) throws IOException {
        var properties = new Properties();
        properties.load(text);
        var file = new PriceFile(name, properties);
        return new Prices(
                file.date(),
                file.text("region"),
                file.price("s3.put-copy-post-list.per-1000") / THOUSAND,
                file.price("s3.get-and-others.per-1000") / THOUSAND,
                file.price("s3.storage.per-gb-month"),
                file.price("s3.transfer-to-another-region.per-gb"),
                file.price("sqs.standard.per-million") / MILLION,
                file.price("sqs.fifo.per-million") / MILLION,
                file.price("lambda.requests.per-million") / MILLION,
                file.price("lambda.arm64.per-gb-second"),
                file.price("lambda.x86_64.per-gb-second"),
                file.price("cloudwatch.logs.per-gb"),
                file.price("cloudwatch.metric.per-month"),
                file.price("cloudwatch.alarm-metric.per-month"),
                file.price("cloudwatch.dashboard.per-month"));
    }

    public double gbSecond(boolean arm64) {
        return arm64 ? armGbSecond : x86GbSecond;
    }

    private record PriceFile(String name, Properties properties) {
        String text(String key) {
            var text = properties.getProperty(key);
            if (text == null || text.isBlank()) {
                throw new IllegalArgumentException(name + ": `" + key
                        + "` is missing; all prices are needed, as in the file that comes with Lamella");
            }
            return text.strip();
        }

        double price(String key) {
            double price = parsed(key, "a price in US dollars such as 0.005", Double::parseDouble);
            if (!(price >= 0) || Double.isInfinite(price)) {
                throw new IllegalArgumentException(
                        name + ": `" + key + "` must be a price of 0 or more but is `" + text(key) + "`");
            }
            return price;
        }

        LocalDate date() {
            return parsed("date", "the day the prices are of, such as 2026-11-21", LocalDate::parse);
        }

        private <T> T parsed(String key, String rule, Function<String, T> parse) {
            try {
                return parse.apply(text(key));
            } catch (NumberFormatException | DateTimeParseException e) {
                throw new IllegalArgumentException(
                        name + ": `" + key + "` must be " + rule + " but is `" + text(key) + "`", e);
            }
        }
    }
}
