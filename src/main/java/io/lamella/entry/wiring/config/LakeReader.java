package io.lamella.entry.wiring.config;

import io.lamella.core.table.Lake;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `lake:`
final class LakeReader {
    static final List<String> KEYS = List.of("bucket", "prefix", "interval");

    private LakeReader() {}

    static Optional<Lake> read(Value value) {
        return value.section(KEYS).flatMap(section -> {
            Optional<String> bucket =
                    section.require("bucket", "bucket: my-lake").flatMap(name -> name.parsed(LakeReader::bucket));
            String prefix = section.get("prefix")
                    .flatMap(text -> text.parsed(LakeReader::prefix))
                    .orElse("");
            Duration interval = section.get("interval")
                    .flatMap(text -> text.duration(Lake.MIN_INTERVAL, Lake.MAX_INTERVAL))
                    .orElse(Lake.DEFAULT_INTERVAL);
            return bucket.map(name -> new Lake(name, prefix, interval));
        });
    }

    private static String bucket(String text) {
        if (text.startsWith("s3://")) {
            throw new IllegalArgumentException(
                    "must be the bucket's name alone, without `s3://`; keys go under `prefix`");
        }
        if (!Lake.isBucketName(text)) {
            throw new IllegalArgumentException(Lake.BUCKET_NAME_RULE + " but is `" + text + "`");
        }
        return text;
    }

    private static String prefix(String text) {
        if (text.startsWith("/")) {
            throw new IllegalArgumentException("must not begin with `/`; write `" + text.replaceFirst("^/+", "") + "`");
        }
        if (text.contains("//")) {
            throw new IllegalArgumentException("must not have an empty folder (`//`) but is `" + text + "`");
        }
        if (Stream.of(text.split("/")).anyMatch(folder -> folder.equals(".") || folder.equals(".."))) {
            throw new IllegalArgumentException("must not have `.` or `..` as a folder but is `" + text + "`");
        }
        return text.isEmpty() || text.endsWith("/") ? text : text + "/";
    }
}
