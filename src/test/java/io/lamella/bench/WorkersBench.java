package io.lamella.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.adapter.s3.S3Store;
import io.lamella.adapter.sqs.LocalSqs;
import io.lamella.entry.lambda.Events;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.ObjectInfo;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/// One big object, cut into slices, that several workers share between S3 and SQS.
///
/// Each is held to the share of a processor that Lambda gives a function of its memory, where that is allowed: so a machine carries several of them
/// for each of its processors.
final class WorkersBench {
    private static final Location OBJECT = new Location(BenchLake.LANDING, "big.csv");
    private static final String LAKE = "lake";
    private static final Duration VISIBILITY = Duration.ofMinutes(5);
    /// Merges gather requests for so long.
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final int DELIVERIES = 4;
    private static final int LOOK_MILLIS = 1000;
    private static final double NANOS = 1e9;
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
    void run(long bytes, int... counts) throws IOException, InterruptedException {
        lamella.build(folder);
        var input = Input.of(new EventWorkload(Workload.Format.CSV), folder, bytes);
        var objects = folder.resolve("workers");
        Folders.delete(objects);
        try (var s3 = S3Server.start(folder, Files.createDirectories(objects));
                var client = StageProcess.client(s3.endpoint());
                var sqs = LocalSqs.start()) {
            var big = land(input.file(), client);
            out.println(input.name() + ", each worker "
                    + (CpuQuota.isAllowed()
                            ? "held to %.2f of a processor:".formatted(SHARE)
                            : "with all of a processor that it gets: to hold it to a share, be root"));
            out.println();
            out.println(
                    "| workers | speed-up | elapsed | converted after | rows | CPU, all workers | a worker, on average | the busiest | most memory of one | CPU, S3Proxy | processors in use |");
            out.println("|---|---|---|---|---|---|---|---|---|---|---|");
            var costs = new ArrayList<Shared>();
            for (int count : counts) {
                costs.add(new Lake(count, s3, sqs, client).take(big));
                print(count, costs.getFirst().wall() / costs.getLast().wall(), costs.getLast());
            }
        } finally {
            Folders.delete(objects);
        }
    }

    private static ObjectInfo land(Path text, S3AsyncClient client) throws IOException {
        client.createBucket(request -> request.bucket(LAKE)).join();
        client.createBucket(request -> request.bucket(BenchLake.LANDING)).join();
        var store = new S3Store(client, Runnable::run);
        S3Bench.upload(text, OBJECT, store);
        return store.head(OBJECT).await().indefinitely();
    }

    private void print(int count, double speedUp, Shared cost) {
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

    /// What it took until all rows were in the table. Seconds, of the workers without their start.
    ///
    /// @param converted until all slices were converted; the rest is commits
    /// @param busiest the most that one of them took
    /// @param s3Cpu what S3Proxy took
    /// @param machineCpu what the machine took for all that ran on it
    private record Shared(
            long rows,
            double wall,
            double converted,
            double cpu,
            double busiest,
            long peakBytes,
            double s3Cpu,
            double machineCpu) {}

    /// A lake with queues of its own, and so many workers.
    private final class Lake {
        private final S3Server s3;
        private final LocalSqs sqs;
        private final LocalSqs.Created ingest;
        private final LocalSqs.Created merge;
        private final S3Store store;
        private final String prefix;
        private final Path configuration;
        private final Map<String, String> environment = new HashMap<>();
        private final List<Worker> workers = new ArrayList<>();
        private final int count;

        Lake(int count, S3Server s3, LocalSqs sqs, S3AsyncClient client) throws IOException {
            this.count = count;
            this.s3 = s3;
            this.sqs = sqs;
            this.ingest = sqs.create("ingest", false, VISIBILITY, Duration.ZERO, DELIVERIES);
            this.merge = sqs.create("merge", true, VISIBILITY, INTERVAL, DELIVERIES);
            this.store = new S3Store(client, Runnable::run);
            this.prefix = "shared-by-" + count;
            this.configuration = folder.resolve(prefix + ".yaml");
            Files.writeString(
                    configuration,
                    BenchLake.configuration(new EventWorkload(Workload.Format.CSV), "64MiB")
                            .replace(
                                    "{bucket: lake}",
                                    "{bucket: lake, prefix: " + prefix + ", interval: " + INTERVAL.toSeconds() + "s}"));
            environment.put("AWS_REGION", "eu-central-1");
            environment.put("AWS_ACCESS_KEY_ID", "test");
            environment.put("AWS_SECRET_ACCESS_KEY", "test");
            environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
            environment.put("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString());
            environment.put("LAMELLA_INGEST_QUEUE_URL", ingest.url());
            environment.put("LAMELLA_MERGE_QUEUE_URL", merge.url());
        }

        Shared take(ObjectInfo object) throws IOException, InterruptedException {
            try {
                for (int i = 0; i < count; i++) {
                    var log = folder.resolve(prefix + "-" + i + ".log");
                    workers.add(Worker.start(command("run"), environment, log));
                }
                if (CpuQuota.isAllowed()) {
                    hold();
                }
                double s3Before = s3.cpu();
                double machineBefore = Cost.machineCpu();
                long begin = System.nanoTime();
                var told = new Outgoing(Events.created(object), Optional.empty());
                ingest.queue(sqs).send(told).await().indefinitely();
                waitUntil(() -> sqs.isEmpty(ingest.url()));
                double converted = (System.nanoTime() - begin) / NANOS;
                waitUntil(this::isDone);
                double wall = (System.nanoTime() - begin) / NANOS;
                double s3Cpu = s3.cpu() - s3Before;
                double machineCpu = Cost.machineCpu() - machineBefore;
                var cpu = workers.stream().mapToDouble(Worker::cpu).summaryStatistics();
                long peak = workers.stream().mapToLong(Worker::peakBytes).max().orElseThrow();
                return new Shared(rows(), wall, converted, cpu.getSum(), cpu.getMax(), peak, s3Cpu, machineCpu);
            } finally {
                workers.forEach(Worker::kill);
                for (var worker : workers) {
                    worker.close();
                }
            }
        }

        private void hold() throws IOException {
            for (int i = 0; i < count; i++) {
                workers.get(i).holdTo(CpuQuota.of("lamella-" + prefix + "-" + i, SHARE));
            }
        }

        private List<String> command(String... words) {
            var command = new ArrayList<>(lamella.command(words));
            command.addAll(List.of("--config", configuration.toString()));
            return command;
        }

        private void waitUntil(BooleanSupplier reached) throws InterruptedException {
            while (!reached.getAsBoolean()) {
                requireThatNoneGaveUp();
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            requireThatNoneGaveUp();
        }

        private void requireThatNoneGaveUp() {
            if (!sqs.isEmpty(ingest.deadLetterUrl()) || !sqs.isEmpty(merge.deadLetterUrl())) {
                throw new IllegalStateException("workers gave up: see " + folder.resolve(prefix + "-*.log"));
            }
        }

        private boolean isDone() {
            return sqs.isEmpty(ingest.url())
                    && sqs.isEmpty(merge.url())
                    && store.list(LAKE, prefix + "/staged/")
                            .collect()
                            .asList()
                            .await()
                            .indefinitely()
                            .isEmpty();
        }

        private long rows() throws IOException, InterruptedException {
            var report = folder.resolve(prefix + ".json");
            var builder = new ProcessBuilder(command("verify", "events", "--json"))
                    .redirectOutput(report.toFile())
                    .redirectError(folder.resolve(prefix + ".txt").toFile());
            builder.environment().putAll(environment);
            if (builder.start().waitFor() != 0) {
                throw new IllegalStateException("the table must be right: see " + report);
            }
            return new ObjectMapper().readTree(report.toFile()).path("rows").asLong();
        }
    }
}
