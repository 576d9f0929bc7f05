package io.lamella.entry.cli;

import static org.awaitility.Awaitility.await;

import io.lamella.entry.wiring.Embedded;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.nio.file.Path;
import java.time.Duration;

/// A lake in a folder, filled by the pipeline.
final class FilledLake {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private FilledLake() {}

    /// Runs the pipeline until so many more rows are in the tables.
    static void fill(Path config, Path root, long rows) {
        var pace = new Embedded.Pace(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(1));
        try (var embedded = new Embedded(ConfigLoader.load(config), root, pace)) {
            embedded.start();
            await("the lake fills")
                    .atMost(PATIENCE)
                    .until(() -> embedded.worker().counters().rows() == rows && embedded.isNothingStaged());
            embedded.worker().stop().await().atMost(PATIENCE);
        }
    }
}
