package io.lamella.entry.cli;

import io.lamella.entry.wiring.Embedded;
import io.lamella.entry.wiring.config.ConfigLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs the pipeline as one long-running process.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the pipeline over a folder until it is stopped.",
            "",
            "Every folder below the root stands for a bucket: s3://landing/events/a.csv is the file",
            "ROOT/landing/events/a.csv. Files that land in a source are converted and appended to their",
            "tables. It may be killed at any moment: the next run goes on where this one ended.",
            ""
        },
        footer = {"", "Example:", "  lamella run --config lamella.yaml --root data"})
final class Run implements Callable<Integer> {
    private static final Duration STATUS = Duration.ofSeconds(10);

    @Option(
            names = "--config",
            defaultValue = "lamella.yaml",
            description = "The configuration. Default: ${DEFAULT-VALUE}")
    private Path config;

    @Option(names = "--root", required = true, description = "The folder that holds a folder for each bucket.")
    private Path root;

    @Option(names = "--until-idle", description = "Stop when all that lies in the sources is in the tables.")
    private boolean untilIdle;

    @Option(
            names = "--merge-delay",
            description = "Gather merge requests for so many seconds, in place of the interval.")
    private Long mergeDelaySeconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (!Files.isDirectory(root)) {
            throw new ParameterException(spec.commandLine(), "--root " + root + " must be a folder");
        }
        var loaded = ConfigLoader.load(config);
        var usual = Embedded.Pace.of(loaded);
        var pace = mergeDelaySeconds == null
                ? usual
                : new Embedded.Pace(
                        usual.look(), Duration.ofSeconds(mergeDelaySeconds), Duration.ofSeconds(mergeDelaySeconds));
        var out = spec.commandLine().getOut();
        try (var embedded = new Embedded(loaded, root, pace)) {
            var stopped = new CountDownLatch(1);
            // What is being done may be cut off: the next run goes on from there.
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
            embedded.start();
            out.println("running; stop with Ctrl-C");
            out.flush();
            var idle = new Idle(embedded);
            while (!stopped.await(untilIdle ? 1 : STATUS.toSeconds(), TimeUnit.SECONDS)) {
                var counters = embedded.counters();
                out.printf(
                        "converted %,d slices, published %,d rows in %,d commits, %d messages wait, %d given up%n",
                        counters.slices(),
                        counters.rows(),
                        counters.commits(),
                        embedded.messages(),
                        embedded.deadLetters().size());
                out.flush();
                if (untilIdle && idle.look()) {
                    return embedded.deadLetters().isEmpty() ? 0 : 1;
                }
            }
        }
        return 0;
    }

    /// Nothing waits, nothing is staged, and that for three looks: the folder watch takes two to see a file.
    private static final class Idle {
        private static final int LOOKS = 4;
        private final Embedded embedded;
        private int quiet;

        Idle(Embedded embedded) {
            this.embedded = embedded;
        }

        boolean look() {
            boolean now = embedded.messages() == 0 && embedded.isNothingStaged();
            quiet = now ? quiet + 1 : 0;
            return quiet >= LOOKS;
        }
    }
}
