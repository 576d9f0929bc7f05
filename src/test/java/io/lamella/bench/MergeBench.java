package io.lamella.bench;

import io.lamella.core.parquet.SameValues;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/// Many small files, as ingest stages them, to one: Lamella and DuckDB on the same files, in pairs, each a process of its own.
final class MergeBench {
    private static final double MIB = 1024 * 1024;
    private static final int ROWS_PER_FILE = 3_000;

    private final Lamella lamella;
    private final Path folder;
    private final PrintStream out;

    MergeBench(Path project, Path folder, PrintStream out) {
        this.lamella = new Lamella(project);
        this.folder = folder;
        this.out = out;
    }

    void header() throws IOException, InterruptedException {
        lamella.build(folder);
        out.println(
                "| staged files | rows | peer | CPU, Lamella / peer | wall | Lamella | peer | peak memory, Lamella | peer | file size |");
        out.println("|---|---|---|---|---|---|---|---|---|---|");
    }

    /// Prints a line for each peer.
    void compare(int files, int count) throws IOException, InterruptedException, SQLException {
        var staged = staged(files);
        compare(files, staged, count, "DuckDB", "compression zstd");
        compare(
                files,
                staged,
                count,
                "DuckDB, level 1 and V2 encodings",
                "compression zstd, compression_level 1, parquet_version v2");
    }

    private void compare(int files, Path staged, int count, String peer, String options)
            throws IOException, InterruptedException, SQLException {
        var ours = folder.resolve("lamella.parquet");
        var theirs = folder.resolve("peer.parquet");
        var merge = lamella.command("merge", staged.toString(), "--output", ours.toString());
        var duckDb = DuckDbCopy.command("'" + staged + "/**/*.parquet'", theirs, options, 0);
        var pairs = Pairs.of(count, () -> Cost.of(folder, merge), () -> Cost.of(folder, duckDb));
        SameRows.require(ours, theirs);
        SameValues.require(ours);
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
