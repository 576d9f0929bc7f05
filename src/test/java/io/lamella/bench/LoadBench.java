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
    private static final int FILES = 4;
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

    /// Prints a line for each load, of several files of events out of so many bytes of text each.
    void compare(long bytes, int pairs) throws IOException, InterruptedException {
        if (peers.install(out).isEmpty()) {
            return;
        }
        var input = Input.of(new EventWorkload(Workload.Format.CSV), folder, bytes);
        var parquet = folder.resolve("load.parquet");
        Cost.of(folder, lamella.convert(input, parquet));
        try (var server = S3Server.start(folder)) {
            land(parquet, server);
            out.printf("%d files of %.0f MiB%n%n", FILES, Files.size(parquet) / MIB);
            out.println(
                    "| load | speed, Lamella / pyarrow | CPU, Lamella / pyarrow | wall, Lamella | pyarrow | CPU, Lamella | pyarrow | peak memory, Lamella | pyarrow |");
            out.println("|---|---|---|---|---|---|---|---|---|");
            compare("all columns", List.of(), pairs, server);
            compare("3 columns, rows of one event", List.of(COLUMNS, EVENT), pairs, server);
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

    private static void land(Path parquet, S3Server server) throws IOException {
        try (var client = StageProcess.client(server.endpoint())) {
            client.createBucket(request -> request.bucket(BUCKET)).join();
            var store = new S3Store(client, Runnable::run);
            for (int number = 0; number < FILES; number++) {
                S3Bench.upload(parquet, new Location(BUCKET, "part-" + number + ".parquet"), store);
            }
        }
    }
}
