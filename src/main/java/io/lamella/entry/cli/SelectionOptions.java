package io.lamella.entry.cli;

import io.lamella.core.table.Dataset;
import io.lamella.core.table.SourcePattern;
import io.lamella.pipeline.ObjectInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Which of the objects that are listed a command takes.
final class SelectionOptions {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only objects written then or later: 2026-01-31, 2026-01-31T12:00:00Z. A day begins at midnight UTC.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only objects written before then.")
    private @Nullable String until;

    @Option(
            names = "--match",
            paramLabel = "GLOB",
            description = "Only objects whose whole key matches, as in a source: **/2026-*.csv.gz")
    private @Nullable String match;

    @Option(
            names = "--beyond-sources",
            description =
                    "Take objects, too, that match no source of the dataset. The workers must be allowed to read them.")
    private boolean beyondSources;

    /// By time and name.
    Predicate<ObjectInfo> takes(CommandLine command, String bucket) {
        var from = time(command, "--since", since);
        var to = time(command, "--until", until);
        var pattern = pattern(command, bucket);
        return object -> from.map(time -> !object.lastModified().isBefore(time)).orElse(true)
                && to.map(time -> object.lastModified().isBefore(time)).orElse(true)
                && pattern.map(glob -> matches(glob, object)).orElse(true);
    }

    /// By the sources of the dataset.
    Predicate<ObjectInfo> ofSources(Dataset dataset) {
        return object -> beyondSources || dataset.sources().stream().anyMatch(source -> matches(source, object));
    }

    private static boolean matches(SourcePattern pattern, ObjectInfo object) {
        return pattern.matches(object.location().bucket(), object.location().key());
    }

    private Optional<SourcePattern> pattern(CommandLine command, String bucket) {
        try {
            return Optional.ofNullable(match).map(glob -> new SourcePattern(bucket, glob));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, "--match: " + e.getMessage(), e);
        }
    }

    private static Optional<Instant> time(CommandLine command, String option, @Nullable String text) {
        return Optional.ofNullable(text).map(given -> {
            try {
                return given.contains("T")
                        ? OffsetDateTime.parse(given).toInstant()
                        : LocalDate.parse(given).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException e) {
                throw new ParameterException(
                        command,
                        option + " must be a day such as 2026-01-31 or a time such as 2026-01-31T12:00:00Z but was "
                                + given,
                        e);
            }
        });
    }
}
