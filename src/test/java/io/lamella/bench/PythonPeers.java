package io.lamella.bench;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/// polars and pyarrow, out of a virtual environment with the versions that `requirements.txt` pins.
final class PythonPeers {
    private static final int MINUTES = 10;
    private static final List<String> NAMES = List.of("polars", "pyarrow");

    private final Path sources;
    private final Path environment;
    private final Path log;

    PythonPeers(Path project, Path folder) {
        this.sources = project.resolve("src/test/python/bench");
        this.environment = folder.resolve("python");
        this.log = folder.resolve("python.log");
    }

    /// Those that convert text. Where they cannot be installed, the report says so, and there are none.
    List<Peer> converters(PrintStream out) throws IOException, InterruptedException {
        return install(out) ? NAMES.stream().map(this::converter).toList() : List.of();
    }

    /// By name, command lines of those that make one file of a folder's. Where they cannot be installed, the report says so, and there
    /// are none.
    Map<String, BiFunction<Path, Path, List<String>>> mergers(PrintStream out)
            throws IOException, InterruptedException {
        return install(out) ? NAMES.stream().collect(toMap(name -> name, this::merger)) : Map.of();
    }

    /// Installs them, unless they are there.
    boolean install(PrintStream out) throws IOException, InterruptedException {
        var pinned = sources.resolve("requirements.txt");
        var installed = environment.resolve("pinned.txt");
        if (!Files.exists(installed) || Files.mismatch(pinned, installed) >= 0) {
            Folders.delete(environment);
            Files.deleteIfExists(log);
            if (!succeeds("python3", "-m", "venv", environment.toString())
                    || !succeeds(environment.resolve("bin/pip").toString(), "install", "-r", pinned.toString())) {
                out.println(
                        "**polars and pyarrow DID NOT RUN**: PyPI did not give what " + pinned + " pins; see " + log);
                out.println();
                return false;
            }
            Files.copy(pinned, installed, StandardCopyOption.REPLACE_EXISTING);
        }
        return true;
    }

    private BiFunction<Path, Path, List<String>> merger(String name) {
        return (files, output) -> List.of(
                environment.resolve("bin/python").toString(),
                sources.resolve("merge.py").toString(),
                name,
                files.toString(),
                output.toString());
    }

    private Peer converter(String name) {
        return new Peer(
                name,
                false,
                (input, output) -> List.of(
                        environment.resolve("bin/python").toString(),
                        sources.resolve("convert.py").toString(),
                        name,
                        input.workload().format().option(),
                        input.workload().columns(),
                        input.file().toString(),
                        output.toString()));
    }

    private boolean succeeds(String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return process.waitFor(MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // There is no such program.
        }
    }
}
