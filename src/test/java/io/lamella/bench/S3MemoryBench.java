package io.lamella.bench;

import io.lamella.adapter.sqs.LocalSqs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/// The most memory that `lamella run` holds while it takes one object out of S3 into a table there, buffers of uploads among it, by the
/// size of the row groups and of the heap.
final class S3MemoryBench {
    private static final double MIB = 1024 * 1024;

    private static final List<Setting> SETTINGS = List.of(
            new Setting(32, 128),
            new Setting(32, 160),
            new Setting(32, 192),
            new Setting(64, 192),
            new Setting(64, 224),
            new Setting(64, 256));

    private final Lamella lamella;
    private final Path folder;
    private final PrintStream out;

    /// Both in MiB.
    private record Setting(int rowGroup, int heap) {
        String name() {
            return "row-groups-of-" + rowGroup + "-in-" + heap;
        }
    }

    S3MemoryBench(Path project, Path folder, PrintStream out) {
        this.lamella = new Lamella(project);
        this.folder = folder;
        this.out = out;
    }

    /// Prints a line for each setting.
    void run(long bytes) throws IOException, InterruptedException {
        lamella.build(folder);
        var input = Input.of(new EventWorkload(Workload.Format.CSV), folder, bytes);
        var objects = folder.resolve("s3-memory");
        Folders.delete(objects);
        try (var s3 = S3Server.start(folder, Files.createDirectories(objects));
                var client = StageProcess.client(s3.endpoint());
                var sqs = LocalSqs.start()) {
            var object = SharedLake.land(input.file(), client);
            out.println("| " + input.name() + ", row groups asked for | heap | peak memory | CPU |");
            out.println("|---|---|---|---|");
            for (var setting : SETTINGS) {
                var one = new SharedLake.Workers(
                        setting.name(),
                        1,
                        setting.rowGroup() + "MiB",
                        lamella.commandOfHeap(setting.heap(), "run"),
                        OptionalDouble.empty());
                var cost = new SharedLake(lamella, folder, one, s3, sqs, client).take(object);
                out.printf(
                        "| %d MiB | %d MiB | **%.0f MiB** | %.1f s |%n",
                        setting.rowGroup(), setting.heap(), cost.peakBytes() / MIB, cost.cpu());
                out.flush();
            }
        } finally {
            Folders.delete(objects);
        }
    }
}
