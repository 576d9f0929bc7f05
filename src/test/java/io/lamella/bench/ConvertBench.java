package io.lamella.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// Text to Parquet: Lamella and DuckDB on the same file, in pairs, each a process of its own.
final class ConvertBench {
    private static final double MIB = 1024 * 1024;
    private static final String CODEC = "compression zstd";

    private final Path project;
    private final Path folder;
    private final PrintStream out;

    ConvertBench(Path project, Path folder, PrintStream out) {
        this.project = project;
        this.folder = folder;
        this.out = out;
    }

    /// Somebody who converts the file.
    private record Contender(String name, Path output, List<String> command) {
        Cost run(Path folder) throws IOException, InterruptedException {
            Files.deleteIfExists(output);
            return Cost.of(folder, command);
        }
    }

    /// What is to be converted.
    private record Input(Workload workload, Path file) {}

    /// Has Lamella built and its start recorded, if that is to be done, so that no measured run does it.
    void header() throws IOException, InterruptedException {
        Cost.of(folder, List.of(project.resolve("lamella").toString(), "--version"));
        out.println(
                "| text | peer | CPU, Lamella / peer | wall | Lamella | peer | peak memory, Lamella | peer | file size |");
        out.println("|---|---|---|---|---|---|---|---|---|");
    }

    /// Prints a line for each peer.
    void compare(Workload workload, long bytes, int pairs) throws IOException, InterruptedException, SQLException {
        var file = workload.write(folder, bytes);
        var input = new Input(workload, file);
        var lamella = lamella(input);
        for (var peer : List.of(
                duckDb("DuckDB", input, CODEC, 0),
                duckDb("DuckDB, 1 thread", input, CODEC, 1),
                duckDb(
                        "DuckDB, level 1 and V2 encodings",
                        input,
                        CODEC + ", compression_level 1, parquet_version v2",
                        0))) {
            compare(input, lamella, peer, pairs);
        }
    }

    private void compare(Input input, Contender lamella, Contender peer, int count)
            throws IOException, InterruptedException, SQLException {
        var pairs = Pairs.of(count, () -> lamella.run(folder), () -> peer.run(folder));
        SameRows.require(lamella.output(), peer.output());
        out.printf(
                "| %s, %,d MB | %s | **%.2f** | %.2f | %.2f s | %.2f s | %.0f MiB | %.0f MiB | %.2f |%n",
                input.workload().name() + "." + input.workload().format().option(),
                Files.size(input.file()) / 1_000_000,
                peer.name(),
                pairs.cpuRatio(),
                pairs.wallRatio(),
                pairs.ourCpu(),
                pairs.theirCpu(),
                pairs.ourPeakBytes() / MIB,
                pairs.theirPeakBytes() / MIB,
                (double) Files.size(lamella.output()) / Files.size(peer.output()));
        out.flush();
    }

    private Contender lamella(Input input) {
        var output = folder.resolve("lamella.parquet");
        return new Contender(
                "Lamella",
                output,
                List.of(
                        project.resolve("lamella").toString(),
                        "convert",
                        input.file().toString(),
                        output.toString(),
                        "--format",
                        input.workload().format().option(),
                        "--columns",
                        input.workload().columns()));
    }

    private Contender duckDb(String name, Input input, String options, int threads) {
        var output = folder.resolve("duckdb.parquet");
        return new Contender(name, output, DuckDbCopy.command(reading(input), output, options, threads));
    }

    /// As DuckDB reads the file.
    private static String reading(Input input) {
        var function = switch (input.workload().format()) {
            case CSV -> "read_csv('%s', header = true, columns = %s)";
            case NDJSON -> "read_json('%s', format = 'newline_delimited', columns = %s)";
        };
        return function.formatted(input.file(), input.workload().duckDbColumns());
    }
}
