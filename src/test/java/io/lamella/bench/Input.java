package io.lamella.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A text that is to be converted.
record Input(Workload workload, Path file) {
    /// Makes the text, unless it is there.
    static Input of(Workload workload, Path folder, long bytes) throws IOException {
        return new Input(workload, workload.write(folder, bytes));
    }

    /// For reports.
    String name() throws IOException {
        return "%s.%s, %,d MB".formatted(workload.name(), workload.format().option(), Files.size(file) / 1_000_000);
    }
}
