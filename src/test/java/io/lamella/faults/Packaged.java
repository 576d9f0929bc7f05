package io.lamella.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The command line of this build, to be started as processes.
///
/// @param folder the working directory; what is printed goes there, too
record Packaged(Path folder, Map<String, String> environment) {
    /// @param printed the name of the file that takes what is printed
    Process start(String printed, List<String> command) throws IOException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-jar",
                runnerJar().toString()));
        line.addAll(command);
        var builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(printed).toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    String printed(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private static Path runnerJar() throws IOException {
        try (var files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no runner jar in target; run ./mvnw package"))
                    .toAbsolutePath();
        }
    }
}
