package io.lamella.entry.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// The folder that the demo works in. Only what a demo wrote is ever removed.
final class DemoFolder {
    private static final String MARK = ".lamella-demo";

    private DemoFolder() {}

    /// Makes the folder, or empties it if an earlier demo made it.
    ///
    /// @throws IOException if it holds anything else
    static void prepare(Path directory) throws IOException {
        var mark = directory.resolve(MARK);
        if (Files.exists(directory) && !Files.exists(mark) && !isEmpty(directory)) {
            throw new IOException(
                    directory + " is not empty and was not made by the demo. Name another with --directory");
        }
        if (Files.exists(directory)) {
            clear(directory);
        }
        Files.createDirectories(directory.resolve("landing"));
        Files.writeString(mark, "Made by `lamella demo`; the next one removes what is here.\n");
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void clear(Path directory) throws IOException {
        try (var entries = Files.walk(directory)) {
            entries.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(directory))
                    .forEach(DemoFolder::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
