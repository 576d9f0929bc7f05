package io.lamella.entry.cli;

import io.lamella.adapter.local.LocalStore;
import io.lamella.adapter.s3.S3Store;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// What is loaded: a file or folder of this machine, or an object or folder of a bucket.
///
/// @param path in the bucket; empty for all of it
/// @param folder of this machine that stands for the bucket; empty in S3
/// @param isBucket whether the user named a bucket
record LoadSource(ObjectStore store, String bucket, String path, Optional<Path> folder, boolean isBucket) {
    /// @param root the folder that holds a folder for each bucket; empty for S3
    static LoadSource of(CommandLine command, String text, Optional<Path> root) throws IOException {
        if (text.startsWith("s3://")) {
            var prefix = S3Uri.prefix(command, text);
            return new LoadSource(
                    root.<ObjectStore>map(folder -> new LocalStore(folder, InstantSource.system()))
                            .orElseGet(() -> S3Store.forLoads(ForkJoinPool.commonPool())),
                    prefix.bucket(),
                    prefix.key(),
                    root.map(folder -> folder.resolve(prefix.bucket())),
                    true);
        }
        if (root.isPresent()) {
            throw new ParameterException(command, "--root is for s3://bucket/folder, and " + text + " is none");
        }
        return local(text);
    }

    /// The folders `name=value` above stay in the path, where they say what is in the files.
    private static LoadSource local(String text) throws IOException {
        if (!Files.exists(Path.of(text))) {
            throw new NoSuchFileException(text);
        }
        var file = Path.of(text).toRealPath();
        var bucket = Files.isDirectory(file) ? file : parent(file);
        while (bucket.getFileName() != null && bucket.getFileName().toString().contains("=")) {
            bucket = parent(bucket);
        }
        var key = bucket.relativize(file).toString();
        return new LoadSource(
                new LocalStore(parent(bucket), InstantSource.system()),
                Optional.ofNullable(bucket.getFileName()).map(Path::toString).orElse(""),
                Files.isDirectory(file) && !key.isEmpty() ? key + "/" : key,
                Optional.of(bucket),
                false);
    }

    /// What is told of it, with files of this machine by their paths.
    String named(@Nullable String message) {
        var told = String.valueOf(message);
        return folder.filter(_ -> !isBucket)
                .map(place -> told.replace("s3://" + bucket + "/", place + "/"))
                .orElse(told);
    }

    /// Those of these files that lie on this machine.
    List<Path> local(List<Location> files) {
        return folder.map(place ->
                        files.stream().map(file -> place.resolve(file.key())).toList())
                .orElse(List.of());
    }

    private static Path parent(Path file) throws IOException {
        var parent = file.getParent();
        if (parent == null) {
            throw new IOException(file + " cannot be loaded; name a file or a folder in it");
        }
        return parent;
    }
}
