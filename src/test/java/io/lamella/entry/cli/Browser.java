package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A Chromium of this machine, without a window.
record Browser(Path executable) {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final long PATIENCE_MINUTES = 5;

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

    /// The document as it is after its scripts ran.
    ///
    /// @param scratch a folder for what the browser keeps
    String dom(Path page, int width, Path scratch) throws IOException, InterruptedException {
        var out = scratch.resolve("dom.html");
        var process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + scratch.resolve("profile"),
                        "--window-size=" + width + ",900",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(out.toFile())
                .redirectError(scratch.resolve("browser.log").toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
                    .as("the browser ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
