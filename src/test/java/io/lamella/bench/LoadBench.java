package io.lamella.bench;

import io.lamella.adapter.s3.S3Store;
import io.lamella.pipeline.Location;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Parquet files out of S3 into a stream of record batches that goes nowhere, beside pyarrow's reader of datasets, which only makes
/// the batches: all columns, and some columns of some rows.
final class LoadBench {
    private static final double MIB = 1024 * 1024;
    private static final String BUCKET = "tables";
    /// A few parts of a table, some more of them, and a folder whose small files nobody merged.
    private static final List<FileSet> SETS =
            List.of(new FileSet(4, Bench.LONG), new FileSet(16, Bench.LONG), new FileSet(3_579, 7 * Bench.MEGABYTE));

    private static final String COLUMNS = "log_id,event_name,price";
    private static final String EVENT = "purchase";

    private final Lamella lamella;
    private final PythonPeers peers;
    private final Path project;
    private final Path folder;
    private final PrintStream out;

    LoadBench(Path project, Path folder, PrintStream out) {
        this.lamella = new Lamella(project);
        this.peers = new PythonPeers(project, folder);
        this.project = project;
        this.folder = folder;
        this.out = out;
    }

    /// Files of the same content.
    ///
    /// @param textBytes of the text of which one is made
    private record FileSet(int count, long textBytes) {}

    /// Prints two lines for each set of files.
    void compare(int pairs) throws IOException, InterruptedException {
        if (!peers.install(out)) {
            return;
        }
        out.println(
                "| load | speed, Lamella / pyarrow | CPU, Lamella / pyarrow | wall, Lamella | pyarrow | CPU, Lamella | pyarrow | peak memory, Lamella | pyarrow |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        for (var set : SETS) {
            compare(set, pairs);
        }
    }

    private void compare(FileSet set, int pairs) throws IOException, InterruptedException {
        var input = Input.of(new EventWorkload(Workload.Format.CSV), folder, set.textBytes());
        var parquet = folder.resolve("load.parquet");
        Cost.of(folder, lamella.convert(input, parquet));
        var name = "%,d files of %.0f MiB, ".formatted(set.count(), Files.size(parquet) / MIB);
        var objects = folder.resolve("load");
        Folders.delete(objects);
        try (var server = S3Server.start(folder, Files.createDirectories(objects))) {
            land(parquet, set.count(), server);
            compare(name + "all columns", List.of(), pairs, server);
            compare(name + "3 columns, rows of one event", List.of(COLUMNS, EVENT), pairs, server);
        } finally {
            Folders.delete(objects);
        }
    }

    private void compare(String name, List<String> selection, int count, S3Server server)
            throws IOException, InterruptedException {
        var endpoint = server.endpoint().toString();
        var ours = new ArrayList<>(List.of(
                "env",
                "AWS_ENDPOINT_URL=" + endpoint,
                "AWS_REGION=eu-central-1",
                "AWS_ACCESS_KEY_ID=test",
                "AWS_SECRET_ACCESS_KEY=test",
                "bash",
                "-c",
                "exec \"$0\" \"$@\" >/dev/null"));
        ours.addAll(lamella.command("load", "s3://" + BUCKET, "--format", "arrow-stream"));
        if (!selection.isEmpty()) {
            var condition = "event_name = '" + selection.getLast() + "'";
            ours.addAll(List.of("--columns", selection.getFirst(), "--where", condition));
        }
        var theirs = new ArrayList<>(List.of(
                folder.resolve("python/bin/python").toString(),
                project.resolve("src/test/python/bench/load.py").toString(),
                endpoint,
                BUCKET));
        theirs.addAll(selection);
        // The first load records its start.
        Cost.of(folder, ours);
        var pairs = Pairs.of(count, () -> Cost.of(folder, ours), () -> Cost.of(folder, theirs));
        out.printf(
                "| %s | **%.2f** | %.2f | %.2f s | %.2f s | %.2f s | %.2f s | %.0f MiB | %.0f MiB |%n",
                name,
                1 / pairs.wallRatio(),
                pairs.cpuRatio(),
                pairs.ourWall(),
                pairs.theirWall(),
                pairs.ourCpu(),
                pairs.theirCpu(),
                pairs.ourPeakBytes() / MIB,
                pairs.theirPeakBytes() / MIB);
        out.flush();
    }

    private static void land(Path parquet, int count, S3Server server) throws IOException {
        try (var client = StageProcess.client(server.endpoint())) {
            client.createBucket(request -> request.bucket(BUCKET)).join();
            var store = new S3Store(client, Runnable::run);
            for (int number = 0; number < count; number++) {
                S3Bench.upload(parquet, new Location(BUCKET, "part-" + number + ".parquet"), store);
            }
        }
    }
}
