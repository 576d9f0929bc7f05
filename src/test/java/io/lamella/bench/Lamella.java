package io.lamella.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The command line of Lamella, of the checkout that lies in a folder.
record Lamella(Path project) {
    private static final String NATIVE = "a native executable";

    /// The command line for a subcommand.
    List<String> command(String... arguments) {
        return Stream.concat(Stream.of(project.resolve("lamella").toString()), Stream.of(arguments))
                .toList();
    }

    /// The command line that converts a text.
    List<String> convert(Input input, Path output) {
        return command(
                "convert",
                input.file().toString(),
                output.toString(),
                "--format",
                input.workload().format().option(),
                "--columns",
                input.workload().columns());
    }

    /// The same command in a JVM, with options that overrule those that it has by itself.
    static List<String> with(String javaOptions, List<String> command) {
        return Stream.concat(Stream.of("env", "LAMELLA_JAVA_OPTS=" + javaOptions), command.stream())
                .toList();
    }

    /// The same command with another heap than it has by itself, and the quick compiler alone.
    ///
    /// @param heap in MiB
    List<String> withHeap(int heap, List<String> command) throws IOException {
        var option = "-Xmx" + heap + "m";
        if (!isNative()) {
            return with(option + " -XX:TieredStopAtLevel=1", command);
        }
        var words = new ArrayList<>(command);
        words.add(1, option);
        return words;
    }

    /// The command line that converts a text to row groups of another size than they have by themselves.
    ///
    /// @param configuration is written, for the command
    /// @param rowGroupSize as in `lamella.yaml`
    List<String> convert(Input input, Path output, Path configuration, String rowGroupSize) throws IOException {
        Files.writeString(configuration, BenchLake.configuration(input.workload(), rowGroupSize));
        return command(
                "convert",
                input.file().toString(),
                output.toString(),
                "--config",
                configuration.toString(),
                "--dataset",
                BenchLake.EVENTS.name());
    }

    boolean isNative() throws IOException {
        return kind().equals(NATIVE);
    }

    /// What `./lamella` runs, by the trace of its shell.
    String kind() throws IOException {
        var shell = Stream.concat(Stream.of("sh", "-x"), command("--version").stream());
        var process =
                new ProcessBuilder(shell.toList()).redirectErrorStream(true).start();
        try (var trace = process.inputReader()) {
            return trace.lines().anyMatch(line -> line.startsWith("+ exec ") && line.contains("/bin/java "))
                    ? "a JVM"
                    : NATIVE;
        }
    }

    /// Has Lamella built and its start recorded, if that is to be done, so that no measured run does it.
    void build(Path folder) throws IOException, InterruptedException {
        Cost.of(folder, command("--version"));
    }
}
