package io.lamella.bench;

import io.lamella.adapter.s3.S3Store;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.Upload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.UUID;

/// Ingest of an object out of S3 into what is staged in S3, beside the same in a folder.
final class S3Bench {
    private static final double MIB = 1024 * 1024;
    private static final int OBJECTS = 3;
    private static final int PART_BYTES = 8 * 1024 * 1024;

    /// What a function of 512 MB has, about.
    private static final String HEAP = "-Xmx352m";

    private final Path folder;
    private final PrintStream out;

    S3Bench(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /// Prints a line for one object and one for several, and the ratio of what each further one takes.
    void compare(long bytes, int count) throws IOException, InterruptedException, SQLException {
        var input = Input.of(new EventWorkload(Workload.Format.CSV), folder, bytes);
        var root = folder.resolve("s3-" + UUID.randomUUID());
        try (var server = S3Server.start(folder)) {
            land(input.file(), server);
            land(input.file(), root);
            out.println(
                    "| objects of | number | CPU, folder / S3 | wall, folder / S3 | CPU, folder | S3 | wall, folder | S3 | peak memory, folder | S3 |");
            out.println("|---|---|---|---|---|---|---|---|---|---|");
            var one = compare(input, 1, root, server, count);
            var several = compare(input, OBJECTS, root, server, count);
            out.printf(
                    "%nOf each further object: CPU, folder / S3, %.2f; wall %.2f%n",
                    (several.ourCpu() - one.ourCpu()) / (several.theirCpu() - one.theirCpu()),
                    (several.ourWall() - one.ourWall()) / (several.theirWall() - one.theirWall()));
            var expected = Rows.of(input).times(OBJECTS);
            Rows.below(root.resolve("lake/staged")).requireSame(expected);
            var fetched = root.resolve("fetched");
            fetch(server, fetched);
            Rows.below(fetched).requireSame(expected);
        } finally {
            Folders.delete(root);
        }
    }

    private Pairs compare(Input input, int objects, Path root, S3Server server, int count)
            throws IOException, InterruptedException {
        var local = StageProcess.command(HEAP, root.toString(), objects);
        var remote = StageProcess.command(HEAP, server.endpoint().toString(), objects);
        var pairs = Pairs.of(
                count,
                () -> {
                    Folders.delete(root.resolve("lake"));
                    return Cost.of(folder, local);
                },
                () -> {
                    forget(server);
                    return Cost.of(folder, remote);
                });
        out.printf(
                "| %s | %d | **%.2f** | %.2f | %.2f s | %.2f s | %.2f s | %.2f s | %.0f MiB | %.0f MiB |%n",
                input.name(),
                objects,
                pairs.cpuRatio(),
                pairs.wallRatio(),
                pairs.ourCpu(),
                pairs.theirCpu(),
                pairs.ourWall(),
                pairs.theirWall(),
                pairs.ourPeakBytes() / MIB,
                pairs.theirPeakBytes() / MIB);
        out.flush();
        return pairs;
    }

    private static void land(Path text, Path root) throws IOException {
        for (int number = 0; number < OBJECTS; number++) {
            var object = StageProcess.object(number);
            Files.createDirectories(root.resolve(object.bucket()));
            Files.createLink(root.resolve(object.bucket()).resolve(object.key()), text);
        }
    }

    private static void land(Path text, S3Server server) throws IOException {
        try (var client = StageProcess.client(server.endpoint())) {
            client.createBucket(request -> request.bucket("lake")).join();
            client.createBucket(request -> request.bucket(BenchLake.LANDING)).join();
            var store = new S3Store(client, Runnable::run);
            for (int number = 0; number < OBJECTS; number++) {
                upload(text, StageProcess.object(number), store);
            }
        }
    }

    static void upload(Path text, Location target, ObjectStore store) throws IOException {
        var upload = store.createUpload(target).await().indefinitely();
        var parts = new ArrayList<Upload.Part>();
        try (var channel = FileChannel.open(text)) {
            while (channel.position() < channel.size()) {
                var content = ByteBuffer.allocate(PART_BYTES);
                while (content.hasRemaining() && channel.read(content) >= 0) {}
                parts.add(store.uploadPart(upload, parts.size() + 1, content.flip())
                        .await()
                        .indefinitely());
            }
        }
        store.complete(upload, parts, Condition.ALWAYS).await().indefinitely();
    }

    /// Fetches what was staged.
    private static void fetch(S3Server server, Path target) throws IOException {
        Files.createDirectories(target);
        try (var client = StageProcess.client(server.endpoint())) {
            int number = 0;
            for (var object : client.listObjectsV2(
                            request -> request.bucket("lake").prefix("staged/"))
                    .join()
                    .contents()) {
                var file = target.resolve(number + ".parquet");
                client.getObject(request -> request.bucket("lake").key(object.key()), file)
                        .join();
                number++;
            }
        }
    }

    /// Deletes what was staged, receipts among it, so that it is staged anew.
    private static void forget(S3Server server) {
        try (var client = StageProcess.client(server.endpoint())) {
            for (var object : client.listObjectsV2(request -> request.bucket("lake"))
                    .join()
                    .contents()) {
                client.deleteObject(request -> request.bucket("lake").key(object.key()))
                        .join();
            }
        }
    }
}
