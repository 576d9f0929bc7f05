package io.lamella.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Many small files, as ingest stages them, to one: Lamella and DuckDB on the same files, in pairs, each a process of its own.
final class MergeBench {
    private static final double MIB = 1024 * 1024;
    private static final int ROWS_PER_FILE = 3_000;

    /// Command lines of DuckDB by the options of its `COPY`, and those of others, in the order of the report.
    private final Map<String, BiFunction<Path, Path, List<String>>> peers = new LinkedHashMap<>();

    private final Lamella lamella;
    private final Path folder;
    private final PrintStream out;

    MergeBench(Path project, Path folder, PrintStream out) throws IOException, InterruptedException {
        this.lamella = new Lamella(project);
        this.folder = folder;
        this.out = out;
        peers.put("DuckDB", duckDb("compression zstd"));
        peers.put(
                "DuckDB, level 1 and V2 encodings",
                duckDb("compression zstd, compression_level 1, parquet_version v2"));
        peers.putAll(new TreeMap<>(new PythonPeers(project, folder).mergers(out)));
    }

    private static BiFunction<Path, Path, List<String>> duckDb(String options) {
        return (files, output) -> DuckDbCopy.command("'" + files + "/**/*.parquet'", output, options, 0);
    }

    /// Prints a line for each peer and number of files, and the slopes: what each further file takes.
    void compare(int fewer, int more, int count) throws IOException, InterruptedException, SQLException {
        out.println(
                "| staged files | rows | peer | CPU, Lamella / peer | wall | CPU, Lamella | peer | peak memory, Lamella | peer | file size |");
        out.println("|---|---|---|---|---|---|---|---|---|---|");
        lamella.build(folder);
        var slopes = new ArrayList<String>();
        for (var peer : peers.entrySet()) {
            var some = compare(fewer, staged(fewer), count, peer.getKey(), peer.getValue());
            var many = compare(more, staged(more), count, peer.getKey(), peer.getValue());
            slopes.add("%.2f of %s"
                    .formatted((many.ourCpu() - some.ourCpu()) / (many.theirCpu() - some.theirCpu()), peer.getKey()));
        }
        out.printf("%nOf each further file: CPU %s%n", String.join(", ", slopes));
    }

    private Pairs compare(int files, Path staged, int count, String peer, BiFunction<Path, Path, List<String>> command)
            throws IOException, InterruptedException, SQLException {
        var ours = folder.resolve("lamella.parquet");
        var theirs = folder.resolve("peer.parquet");
        var merge = lamella.command("merge", staged.toString(), "--output", ours.toString());
        var theirMerge = command.apply(staged, theirs);
        var pairs = Pairs.of(count, () -> Cost.of(folder, merge), () -> Cost.of(folder, theirMerge));
        Rows.written(List.of(ours)).requireSame(Rows.of(theirs));
        out.printf(
                "| %,d | %,d | %s | **%.2f** | %.2f | %.2f s | %.2f s | %.0f MiB | %.0f MiB | %.2f |%n",
                files,
                (long) files * ROWS_PER_FILE,
                peer,
                pairs.cpuRatio(),
                pairs.wallRatio(),
                pairs.ourCpu(),
                pairs.theirCpu(),
                pairs.ourPeakBytes() / MIB,
                pairs.theirPeakBytes() / MIB,
                (double) Files.size(ours) / Files.size(theirs));
        out.flush();
        return pairs;
    }

    /// A folder of so many files, staged by the pipeline.
    private Path staged(int files) throws IOException {
        var staged = folder.resolve("staged-%d-files".formatted(files));
        if (!Files.exists(staged)) {
            var texts = new EventWorkload(Workload.Format.CSV).writeSmall(folder, files, ROWS_PER_FILE);
            var root = folder.resolve("staged.tmp");
            Folders.delete(root);
            var lake = new BenchLake(root);
            try (var all = Files.list(texts)) {
                for (var text : all.sorted().toList()) {
                    lake.land(root, text.getFileName().toString(), text);
                }
            }
            Files.move(root.resolve(BenchLake.STAGED), staged);
            Folders.delete(root);
        }
        return staged;
    }
}
