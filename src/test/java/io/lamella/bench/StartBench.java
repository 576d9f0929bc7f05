package io.lamella.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/// A thousand rows, from the start of the process to its end: with what the build recorded of a start, and without.
final class StartBench {
    private static final long THOUSAND_ROWS = 130_000;

    /// Starts are short, and scatter.
    private static final int AT_LEAST = 21;

    private final Lamella lamella;
    private final Path folder;
    private final PrintStream out;

    StartBench(Path project, Path folder, PrintStream out) {
        this.lamella = new Lamella(project);
        this.folder = folder;
        this.out = out;
    }

    void run(int count) throws IOException, InterruptedException {
        lamella.build(folder);
        out.println("| 1,000 rows of | elapsed, with the AOT cache | without | CPU, with | without |");
        out.println("|---|---|---|---|---|");
        for (var format : Workload.Format.values()) {
            var input = Input.of(new EventWorkload(format), folder, THOUSAND_ROWS);
            var convert = lamella.convert(input, folder.resolve("lamella.parquet"));
            var pairs = Pairs.of(
                    Math.max(AT_LEAST, count),
                    () -> Cost.of(folder, Lamella.with("", convert)),
                    () -> Cost.of(folder, Lamella.with("-XX:AOTMode=off", convert)));
            out.printf(
                    "| %s | **%.2f s** | %.2f s | %.2f s | %.2f s |%n",
                    input.workload().format(), pairs.ourWall(), pairs.theirWall(), pairs.ourCpu(), pairs.theirCpu());
        }
    }
}
