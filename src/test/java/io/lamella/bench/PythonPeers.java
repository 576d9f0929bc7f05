package io.lamella.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// polars and pyarrow, out of a virtual environment with the versions that `requirements.txt` pins.
final class PythonPeers {
    private static final int MINUTES = 10;

    private final Path sources;
    private final Path environment;
    private final Path log;

    PythonPeers(Path project, Path folder) {
        this.sources = project.resolve("src/test/python/bench");
        this.environment = folder.resolve("python");
        this.log = folder.resolve("python.log");
    }

    /// Installs them, unless they are there. Where that cannot be done, says so in the report, and there are none.
    List<Peer> install(PrintStream out) throws IOException, InterruptedException {
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
                return List.of();
            }
            Files.copy(pinned, installed, StandardCopyOption.REPLACE_EXISTING);
        }
        return List.of(peer("polars"), peer("pyarrow"));
    }

    private Peer peer(String name) {
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
