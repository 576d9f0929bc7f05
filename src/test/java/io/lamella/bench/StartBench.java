package io.lamella.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// A thousand rows, from the start of the process to its end: with what the build recorded of a start, and without.
final class StartBench {
    private static final double MIB = 1024 * 1024;
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

    void run(int count) throws IOException, InterruptedException, SQLException {
        lamella.build(folder);
        if (lamella.isNative()) {
            runNative(count);
            return;
        }
        out.println("| 1,000 rows of | elapsed, with the AOT cache | without | CPU, with | without |");
        out.println("|---|---|---|---|---|");
        for (var format : Workload.Format.values()) {
            var input = Input.of(new EventWorkload(format), folder, THOUSAND_ROWS);
            var output = folder.resolve("lamella.parquet");
            var convert = lamella.convert(input, output);
            var pairs = Pairs.of(
                    Math.max(AT_LEAST, count),
                    () -> Cost.of(folder, Lamella.with("", convert)),
                    () -> Cost.of(folder, Lamella.with("-XX:AOTMode=off", convert)));
            out.printf(
                    "| %s | **%.2f s** | %.2f s | %.2f s | %.2f s |%n",
                    input.workload().format(), pairs.ourWall(), pairs.theirWall(), pairs.ourCpu(), pairs.theirCpu());
            Rows.written(List.of(output)).requireSame(Rows.of(input));
        }
    }

    private void runNative(int count) throws IOException, InterruptedException, SQLException {
        out.println("| 1,000 rows of | elapsed | CPU | peak memory |");
        out.println("|---|---|---|---|");
        for (var format : Workload.Format.values()) {
            var input = Input.of(new EventWorkload(format), folder, THOUSAND_ROWS);
            var output = folder.resolve("lamella.parquet");
            var convert = lamella.convert(input, output);
            var runs = Pairs.of(
                    Math.max(AT_LEAST, count) / 2, () -> Cost.of(folder, convert), () -> Cost.of(folder, convert));
            out.printf(
                    "| %s | **%.3f s** | %.3f s | %.0f MiB |%n",
                    format, runs.ourWall(), runs.ourCpu(), runs.ourPeakBytes() / MIB);
            Rows.written(List.of(output)).requireSame(Rows.of(input));
        }
    }
}
