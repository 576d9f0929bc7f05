package io.lamella.bench;

import io.lamella.adapter.sqs.LocalSqs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.OptionalDouble;

/// One big object, cut into slices, that several workers share between S3 and SQS.
///
/// Each is held to the share of a processor that Lambda gives a function of its memory, where that is allowed: so a machine carries several of them
/// for each of its processors.
final class WorkersBench {
    private static final String JVM = "-Xmx352m -XX:ActiveProcessorCount=1 -XX:TieredStopAtLevel=1";
    private static final double MIB = 1024 * 1024;
    /// Lambda gives a function one processor at 1,769 MB, and of it as much as it has of that memory.
    private static final double SHARE = 512.0 / 1769;

    private final Lamella lamella;
    private final Path folder;
    private final PrintStream out;

    WorkersBench(Path project, Path folder, PrintStream out) {
        this.lamella = new Lamella(project);
        this.folder = folder;
        this.out = out;
    }

    /// Prints a line for each number of workers.
    ///
    /// @param bytes of the object
    /// @param counts of workers; those of the first line are what the others' speed-up is measured by
    void run(long bytes, int... counts) throws IOException, InterruptedException, SQLException {
        lamella.build(folder);
        var input = Input.of(new EventWorkload(Workload.Format.CSV), folder, bytes);
        var expected = Rows.of(input);
        var objects = folder.resolve("workers");
        Folders.delete(objects);
        try (var s3 = S3Server.start(folder, Files.createDirectories(objects));
                var client = StageProcess.client(s3.endpoint());
                var sqs = LocalSqs.start()) {
            var big = SharedLake.land(input.file(), client);
            out.println(input.name() + ", each worker "
                    + (CpuQuota.isAllowed()
                            ? "held to %.2f of a processor:".formatted(SHARE)
                            : "with all of a processor that it gets: to hold it to a share, be root"));
            out.println();
            out.println(
                    "| workers | speed-up | elapsed | converted after | rows | CPU, all workers | a worker, on average | the busiest | most memory of one | CPU, S3Proxy | processors in use |");
            out.println("|---|---|---|---|---|---|---|---|---|---|---|");
            var costs = new ArrayList<SharedLake.Shared>();
            for (int count : counts) {
                var lake = new SharedLake(lamella, folder, workers(count), s3, sqs, client);
                costs.add(lake.take(big));
                print(count, costs.getFirst().wall() / costs.getLast().wall(), costs.getLast());
                Rows.below(objects.resolve(lake.table())).requireSame(expected);
            }
        } finally {
            Folders.delete(objects);
        }
    }

    /// With the memory of a function of 512 MB, and one processor to compute with.
    private SharedLake.Workers workers(int count) {
        var share = CpuQuota.isAllowed() ? OptionalDouble.of(SHARE) : OptionalDouble.empty();
        return new SharedLake.Workers(
                "shared-by-" + count, count, "64MiB", Lamella.with(JVM, lamella.command("run")), share);
    }

    private void print(int count, double speedUp, SharedLake.Shared cost) {
        out.printf(
                "| %d | **%.2f** | %.0f s | %.0f s | %,d | %.1f s | %.1f s | %.1f s | %.0f MiB | %.1f s | %.2f |%n",
                count,
                speedUp,
                cost.wall(),
                cost.converted(),
                cost.rows(),
                cost.cpu(),
                cost.cpu() / count,
                cost.busiest(),
                cost.peakBytes() / MIB,
                cost.s3Cpu(),
                cost.machineCpu() / cost.wall());
        out.flush();
    }
}
