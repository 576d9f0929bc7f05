package io.lamella.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

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

    private record Pair(Cost ours, Cost theirs) {}

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

    private void compare(Input input, Contender lamella, Contender peer, int pairs)
            throws IOException, InterruptedException, SQLException {
        var measured = new ArrayList<Pair>();
        for (int i = 0; i < pairs; i++) {
            // Who begins takes turns, in case the one leaves something behind for the other.
            if (i % 2 == 0) {
                var ours = lamella.run(folder);
                measured.add(new Pair(ours, peer.run(folder)));
            } else {
                var theirs = peer.run(folder);
                measured.add(new Pair(lamella.run(folder), theirs));
            }
        }
        requireSameRows(lamella.output(), peer.output());
        out.printf(
                "| %s, %,d MB | %s | **%.2f** | %.2f | %.2f s | %.2f s | %.0f MiB | %.0f MiB | %.2f |%n",
                input.workload().name() + "." + input.workload().format().option(),
                Files.size(input.file()) / 1_000_000,
                peer.name(),
                median(measured, pair -> pair.ours().cpu() / pair.theirs().cpu()),
                median(measured, pair -> pair.ours().wall() / pair.theirs().wall()),
                median(measured, pair -> pair.ours().cpu()),
                median(measured, pair -> pair.theirs().cpu()),
                measured.stream()
                                .mapToLong(pair -> pair.ours().peakBytes())
                                .max()
                                .orElseThrow()
                        / MIB,
                measured.stream()
                                .mapToLong(pair -> pair.theirs().peakBytes())
                                .max()
                                .orElseThrow()
                        / MIB,
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
        return new Contender(
                name,
                output,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath(DuckDbConvert.class)
                                + System.getProperty("path.separator")
                                + classPath(org.duckdb.DuckDBDriver.class),
                        DuckDbConvert.class.getName(),
                        reading(input),
                        output.toString(),
                        options,
                        Integer.toString(threads)));
    }

    /// As DuckDB reads the file.
    private static String reading(Input input) {
        var function = switch (input.workload().format()) {
            case CSV -> "read_csv('%s', header = true, columns = %s)";
            case NDJSON -> "read_json('%s', format = 'newline_delimited', columns = %s)";
        };
        return function.formatted(input.file(), input.workload().duckDbColumns());
    }

    private static String classPath(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    private static void requireSameRows(Path ours, Path theirs) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var answer = statement.executeQuery("""
                        select (select (count(*), sum(hash(a)), bit_xor(hash(a))) from '%s' a)
                             = (select (count(*), sum(hash(b)), bit_xor(hash(b))) from '%s' b)""".formatted(ours, theirs))) {
            answer.next();
            if (!answer.getBoolean(1)) {
                throw new IllegalStateException(ours + " and " + theirs + " differ");
            }
        }
    }

    private static double median(List<Pair> pairs, ToDoubleFunction<Pair> figure) {
        var sorted = pairs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
