package io.lamella.core.table;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Where all tables live, and how often they are looked after.
///
/// @param prefix what all our keys begin with: empty, or ending in `/`
/// @param interval how long merge requests are gathered before they are acted on; the queue's delay is half a minute longer
public record Lake(String bucket, String prefix, Duration interval) {
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(10);
    public static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
    /// SQS delays a message by 15 minutes at most, and the delay is the interval and 30 seconds.
    public static final Duration MAX_INTERVAL = Duration.ofMinutes(14);

    /// The folders below the prefix that only Lamella writes to.
    public static final List<String> FOLDERS =
            List.of("tables/", "staged/", "receipts/", "surveys/", "quarantine/", "replays/");

    public static final String BUCKET_NAME_RULE =
            "must be 3 to 63 lower-case letters, digits, `-` and `.`, beginning and ending with a letter or digit,";

    private static final Pattern BUCKET_NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    public Lake {
        if (!isBucketName(bucket)) {
            throw new IllegalArgumentException("bucket " + BUCKET_NAME_RULE + " but was `" + bucket + "`");
        }
        if (!prefix.isEmpty() && (prefix.startsWith("/") || !prefix.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "prefix must be empty or end, but not begin, with `/` but was " + prefix);
        }
        if (interval.compareTo(MIN_INTERVAL) < 0 || interval.compareTo(MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException("interval must be 1 second to 14 minutes but was " + interval);
        }
    }

    public static boolean isBucketName(String name) {
        return BUCKET_NAME.matcher(name).matches();
    }

    /// Whether a source may match what Lamella itself writes, and would so never end.
    public boolean feeds(SourcePattern source) {
        return FOLDERS.stream().anyMatch(folder -> source.mayMatchBelow(bucket, prefix + folder));
    }
}
