package io.lamella.entry.cli;

import io.lamella.core.table.Dataset;
import io.lamella.core.table.SourcePattern;
import io.lamella.pipeline.ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What looks wrong with the sources of a configuration, though it may be meant.
final class SourceHints {
    private SourceHints() {}

    /// About the patterns alone.
    static List<String> of(List<Dataset> datasets) {
        return datasets.stream()
                .flatMap(dataset -> dataset.sources().stream()
                        .filter(SourceHints::looksLikeAFolder)
                        .map(source -> dataset.name() + ": " + didYouMean(source)))
                .toList();
    }

    /// About sources in which nothing lies.
    ///
    /// @param root the folder that holds a folder for each bucket
    static List<String> overFolder(List<Dataset> datasets, Path root, ObjectStore store) {
        return datasets.stream()
                .flatMap(dataset -> dataset.sources().stream()
                        .flatMap(source -> empty(source, root, store).stream())
                        .map(hint -> dataset.name() + ": " + hint))
                .toList();
    }

    private static Optional<String> empty(SourcePattern source, Path root, ObjectStore store) {
        var bucket = root.resolve(source.bucket());
        if (!Files.isDirectory(bucket)) {
            return Optional.of(source + ": there is no folder " + bucket);
        }
        var first = store.list(source.bucket(), source.prefix())
                .select()
                .where(object -> source.matches(
                        object.location().bucket(), object.location().key()))
                .collect()
                .first()
                .await()
                .indefinitely();
        if (first != null) {
            return Optional.empty();
        }
        return Optional.of(
                looksLikeAFolder(source)
                        ? didYouMean(source)
                        : source + ": no file below " + bucket + " matches it yet");
    }

    private static boolean looksLikeAFolder(SourcePattern source) {
        var key = source.keyPattern();
        return source.namesOneObject() && key.indexOf('.', key.lastIndexOf('/') + 1) < 0;
    }

    private static String didYouMean(SourcePattern source) {
        return source + " names one object; did you mean " + source + "/**?";
    }
}
