package io.lamella.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A process of `lamella run`.
final class Worker implements AutoCloseable {
    private static final String RUNS = "running; stop with Ctrl-C";
    private static final int LOOK_MILLIS = 50;

    private final Process process;
    private final double startCpu;
    private Optional<CpuQuota> quota = Optional.empty();

    private Worker(Process process) {
        this.process = process;
        this.startCpu = Cost.cpu(process);
    }

    /// Returns when it runs.
    ///
    /// @param environment tells of S3 and SQS
    static Worker start(List<String> command, Map<String, String> environment, Path log)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        while (!Files.readString(log).contains(RUNS)) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("a worker must run, but: " + Files.readString(log));
            }
        }
        return new Worker(process);
    }

    /// Holds it to a share of a processor until it ends.
    ///
    /// @param held belongs to it from now on
    void holdTo(CpuQuota held) throws IOException {
        quota = Optional.of(held);
        held.hold(process);
    }

    /// Seconds of a processor since it runs.
    double cpu() {
        return Cost.cpu(process) - startCpu;
    }

    long peakBytes() {
        return Cost.highWater(process.toHandle());
    }

    /// Ends it. What holds it is left until it is closed.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        kill();
        if (quota.isPresent()) {
            quota.get().close();
        }
    }
}
