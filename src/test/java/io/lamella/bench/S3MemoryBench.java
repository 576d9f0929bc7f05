package io.lamella.bench;

import io.lamella.adapter.sqs.LocalSqs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalDouble;

/// The most memory that `lamella run` holds while it takes one object out of S3 into a table there, buffers of uploads among it, by the
/// size of the object, of the row groups and of the heap.
final class S3MemoryBench {
    private static final double MIB = 1024 * 1024;
    private static final long MEGABYTE = 1_000_000;
    private static final int RUNS = 3;

    private static final List<Setting> SETTINGS = List.of(
            new Setting(32, 128),
            new Setting(32, 160),
            new Setting(32, 192),
            new Setting(64, 192),
            new Setting(64, 224),
            new Setting(64, 256));

    /// Those in which row groups become as large as they are asked for.
    private static final List<Setting> ENOUGH = List.of(new Setting(32, 160), new Setting(64, 224));

    private final Lamella lamella;
    private final Path folder;
    private final PrintStream out;
    private final Path objects;

    /// Both in MiB.
    private record Setting(int rowGroup, int heap) {}

    S3MemoryBench(Path project, Path folder, PrintStream out) {
        this.lamella = new Lamella(project);
        this.folder = folder;
        this.out = out;
        this.objects = folder.resolve("s3-memory");
    }

    /// Prints a line for each setting, and for objects of other sizes.
    ///
    /// @param bytes of the text
    /// @param others of other texts
    void run(long bytes, long... others) throws IOException, InterruptedException, SQLException {
        lamella.build(folder);
        out.println("| text | row groups asked for | heap | peak memory | largest row group | CPU |");
        out.println("|---|---|---|---|---|---|");
        run(bytes, SETTINGS, RUNS);
        for (long other : others) {
            run(other, ENOUGH, other < bytes ? RUNS : 1);
        }
    }

    private void run(long bytes, List<Setting> settings, int runs)
            throws IOException, InterruptedException, SQLException {
        var input = Input.of(new EventWorkload(Workload.Format.CSV), folder, bytes);
        var expected = Rows.of(input);
        Folders.delete(objects);
        try (var s3 = S3Server.start(folder, Files.createDirectories(objects));
                var client = StageProcess.client(s3.endpoint());
                var sqs = LocalSqs.start()) {
            var object = SharedLake.land(input.file(), client);
            for (var setting : settings) {
                long peak = 0;
                double cpu = 0;
                long rowGroup = 0;
                for (int run = 0; run < runs; run++) {
                    var name = "row-groups-of-" + setting.rowGroup() + "-in-" + setting.heap() + "-run-" + run;
                    var lake = new SharedLake(lamella, folder, workers(setting, name), s3, sqs, client);
                    var cost = lake.take(object);
                    peak = Math.max(peak, cost.peakBytes());
                    cpu = Math.max(cpu, cost.cpu());
                    var table = objects.resolve(lake.table());
                    Rows.below(table).requireSame(expected);
                    rowGroup = RowGroups.largest(table + "/**/*.parquet");
                }
                out.printf(
                        "| %,d MB | %d MiB | %d MiB | **%.0f MiB** | %.1f MiB | %.1f s |%n",
                        bytes / MEGABYTE, setting.rowGroup(), setting.heap(), peak / MIB, rowGroup / MIB, cpu);
                out.flush();
            }
        } finally {
            Folders.delete(objects);
        }
    }

    private SharedLake.Workers workers(Setting setting, String name) throws IOException {
        return new SharedLake.Workers(
                name,
                1,
                setting.rowGroup() + "MiB",
                lamella.withHeap(setting.heap(), lamella.command("run")),
                OptionalDouble.empty());
    }
}
