package io.lamella.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The command line of Lamella, of the checkout that lies in a folder.
record Lamella(Path project) {
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

    /// The same command with options for its JVM, which overrule those that it has by itself.
    static List<String> with(String javaOptions, List<String> command) {
        return Stream.concat(Stream.of("env", "LAMELLA_JAVA_OPTS=" + javaOptions), command.stream())
                .toList();
    }

    /// What `./lamella` runs.
    String kind() throws IOException {
        try (var files = Files.newDirectoryStream(project.resolve("target"), "lamella-*-command")) {
            return files.iterator().hasNext() ? "a native executable" : "a JVM";
        }
    }

    /// Has Lamella built and its start recorded, if that is to be done, so that no measured run does it.
    void build(Path folder) throws IOException, InterruptedException {
        Cost.of(folder, command("--version"));
    }
}
