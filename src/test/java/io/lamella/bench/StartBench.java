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
        boolean isNative = lamella.isNative();
        out.println(
                isNative
                        ? "| 1,000 rows of | elapsed | CPU | peak memory |"
                        : "| 1,000 rows of | elapsed, with the AOT cache | without | CPU, with | without |");
        out.println(isNative ? "|---|---|---|---|" : "|---|---|---|---|---|");
        for (var format : Workload.Format.values()) {
            var input = Input.of(new EventWorkload(format), folder, THOUSAND_ROWS);
            var output = folder.resolve("lamella.parquet");
            var convert = lamella.convert(input, output);
            var figures = isNative ? ofExecutable(convert, count) : ofJvm(convert, count);
            out.printf("| %s | %s |%n", format, figures);
            Rows.written(List.of(output)).requireSame(Rows.of(input));
        }
    }

    private String ofJvm(List<String> convert, int count) throws IOException, InterruptedException {
        var pairs = Pairs.of(
                Math.max(AT_LEAST, count),
                () -> Cost.of(folder, Lamella.with("", convert)),
                () -> Cost.of(folder, Lamella.with("-XX:AOTMode=off", convert)));
        return "**%.2f s** | %.2f s | %.2f s | %.2f s"
                .formatted(pairs.ourWall(), pairs.theirWall(), pairs.ourCpu(), pairs.theirCpu());
    }

    /// It has nothing to be compared with but itself.
    private String ofExecutable(List<String> convert, int count) throws IOException, InterruptedException {
        Pairs.Contender run = () -> Cost.of(folder, convert);
        var runs = Pairs.of(Math.max(AT_LEAST, count) / 2, run, run);
        return "**%.3f s** | %.3f s | %.0f MiB".formatted(runs.ourWall(), runs.ourCpu(), runs.ourPeakBytes() / MIB);
    }
}
