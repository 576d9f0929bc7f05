package io.lamella.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Folders of the benchmark.
final class Folders {
    private Folders() {}

    /// Deletes a folder, if it is there, with all that is in it.
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.toList().reversed()) {
                Files.delete(path);
            }
        }
    }
}
