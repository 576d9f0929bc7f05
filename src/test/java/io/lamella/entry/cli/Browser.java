package io.lamella.entry.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A Chromium of this machine.
record Browser(Path executable) {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "chrome", "chromium-headless-shell");

    /// Skips the test where there is none.
    static Browser find() {
        var found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("SKIPPED: pages are not tried in a browser, since none of " + NAMES + " is on the PATH");
        }
        Assumptions.assumeTrue(found.isPresent(), () -> "no browser: none of " + NAMES + " is on the PATH");
        return new Browser(found.get());
    }
}
