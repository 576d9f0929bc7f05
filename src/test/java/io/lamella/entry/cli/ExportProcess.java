package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An export that runs as a process of its own, with a heap of 256 MiB.
final class ExportProcess {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path err;
    private String peak = "unknown";

    private ExportProcess(Process process, Path err) {
        this.process = process;
        this.err = err;
    }

    /// What a process printed as JSON.
    ///
    /// @param peak the most memory that was resident
    record Ended(JsonNode json, String peak) {}

    /// @param folder for what it complains of
    static ExportProcess start(List<String> arguments, Map<String, String> environment, Path folder)
            throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.lamella.entry.cli.Main"));
        command.addAll(arguments);
        var err = Files.createTempFile(folder, "err", ".txt");
        var builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new ExportProcess(builder.start(), err);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /// What it printed, when it has ended well. It prints too little to wait for its reader.
    Ended end() throws IOException {
        int exitCode = exitCode();
        assertThat(exitCode).as(complaint()).isZero();
        return new Ended(new ObjectMapper().readTree(process.getInputStream().readAllBytes()), peak);
    }

    int exitCode() {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        await("the export ends").atMost(PATIENCE).until(() -> {
            peak = peak(status).orElse(peak);
            return !process.isAlive();
        });
        return process.exitValue();
    }

    String complaint() throws IOException {
        return Files.readString(err);
    }

    private static Optional<String> peak(Path status) {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.substring("VmHWM:".length()).strip())
                    .findFirst();
        } catch (IOException | UncheckedIOException gone) {
            return Optional.empty();
        }
    }
}
