package io.lamella.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Command lines of processes that run a class of the benchmark.
final class JavaCommand {
    private JavaCommand() {}

    /// With this process' class path, the quick compiler only and the collector of small heaps, as on Lambda.
    ///
    /// @param heap as an option of the JVM
    static List<String> of(Class<?> main, String heap, String... arguments) {
        return of(main.getName(), heap, arguments);
    }

    /// @param main the name of a class that may not be there in all builds
    static List<String> of(String main, String heap, String... arguments) {
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                heap,
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main),
                        Stream.of(arguments))
                .toList();
    }
}
