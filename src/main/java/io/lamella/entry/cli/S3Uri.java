package io.lamella.entry.cli;

import io.lamella.pipeline.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Objects as they are named on the command line.
final class S3Uri {
    private static final String SCHEME = "s3://";

    private S3Uri() {}

    /// Empty if the text names a file of this machine.
    ///
    /// @throws ParameterException if it begins as a URI and does not go on as one
    static Optional<Location> parse(CommandLine command, String text) {
        if (!text.startsWith(SCHEME)) {
            return Optional.empty();
        }
        int slash = text.indexOf('/', SCHEME.length());
        if (slash <= SCHEME.length() || slash == text.length() - 1) {
            throw new ParameterException(command, text + " must be s3://bucket/key");
        }
        return Optional.of(new Location(text.substring(SCHEME.length(), slash), text.substring(slash + 1)));
    }

    /// @param root the folder that holds a folder for each bucket; null for S3, which says so itself
    /// @throws ParameterException if there is no folder for the bucket
    static void requireBucket(CommandLine command, String bucket, @Nullable Path root) {
        if (root != null && !Files.isDirectory(root.resolve(bucket))) {
            throw new ParameterException(command, "there is no folder " + root.resolve(bucket));
        }
    }

    /// What the keys of some objects begin with, which may be nothing: `s3://bucket`, `s3://bucket/events/`.
    ///
    /// @throws ParameterException if it names no bucket
    static Location prefix(CommandLine command, String text) {
        var rest = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : "";
        int slash = rest.indexOf('/');
        var bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (bucket.isEmpty()) {
            throw new ParameterException(command, text + " must be s3://bucket or s3://bucket/prefix");
        }
        return new Location(bucket, slash < 0 ? "" : rest.substring(slash + 1));
    }
}
