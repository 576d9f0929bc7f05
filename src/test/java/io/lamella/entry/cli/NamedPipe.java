package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/// A pipe in a folder, as shells make them for `<(command)`.
final class NamedPipe {
    private NamedPipe() {}

    static Path in(Path folder) throws IOException, InterruptedException {
        var pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }
}
