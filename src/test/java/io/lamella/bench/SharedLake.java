package io.lamella.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.adapter.s3.S3Store;
import io.lamella.adapter.sqs.LocalSqs;
import io.lamella.entry.lambda.Events;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.ObjectInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/// A lake with queues of its own, and workers that share one object between S3 and SQS.
final class SharedLake {
    private static final Location OBJECT = new Location(BenchLake.LANDING, "big.csv");
    private static final String LAKE = "lake";
    private static final Duration VISIBILITY = Duration.ofMinutes(5);
    /// Merges gather requests for so long.
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final int DELIVERIES = 4;
    private static final int LOOK_MILLIS = 1000;
    private static final double NANOS = 1e9;

    private final Lamella lamella;
    private final Path folder;
    private final Workers kind;
    private final S3Server s3;
    private final LocalSqs sqs;
    private final LocalSqs.Created ingest;
    private final LocalSqs.Created merge;
    private final S3Store store;
    private final Path configuration;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Worker> workers = new ArrayList<>();

    /// Those of one lake.
    ///
    /// @param name of the lake
    /// @param run what starts one, but for its configuration
    /// @param share of a processor that each is held to; empty for all that it gets
    record Workers(String name, int count, String rowGroupSize, List<String> run, OptionalDouble share) {}

    /// What it took until all rows were in the table. Seconds, of the workers without their start.
    ///
    /// @param converted until all slices were converted; the rest is commits
    /// @param busiest the most that one of them took
    /// @param s3Cpu what S3Proxy took
    /// @param machineCpu what the machine took for all that ran on it
    record Shared(
            long rows,
            double wall,
            double converted,
            double cpu,
            double busiest,
            long peakBytes,
            double s3Cpu,
            double machineCpu) {}

    /// @param folder for configurations and logs
    SharedLake(Lamella lamella, Path folder, Workers kind, S3Server s3, LocalSqs sqs, S3AsyncClient client)
            throws IOException {
        this.lamella = lamella;
        this.folder = folder;
        this.kind = kind;
        this.s3 = s3;
        this.sqs = sqs;
        this.ingest = sqs.create("ingest", false, VISIBILITY, Duration.ZERO, DELIVERIES);
        this.merge = sqs.create("merge", true, VISIBILITY, INTERVAL, DELIVERIES);
        this.store = new S3Store(client, Runnable::run);
        this.configuration = folder.resolve(kind.name() + ".yaml");
        Files.writeString(
                configuration,
                BenchLake.configuration(new EventWorkload(Workload.Format.CSV), kind.rowGroupSize())
                        .replace(
                                "{bucket: lake}",
                                "{bucket: lake, prefix: " + kind.name() + ", interval: " + INTERVAL.toSeconds()
                                        + "s}"));
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString());
        environment.put("LAMELLA_INGEST_QUEUE_URL", ingest.url());
        environment.put("LAMELLA_MERGE_QUEUE_URL", merge.url());
    }

    /// Lets the object land that is shared.
    static ObjectInfo land(Path text, S3AsyncClient client) throws IOException {
        client.createBucket(request -> request.bucket(LAKE)).join();
        client.createBucket(request -> request.bucket(BenchLake.LANDING)).join();
        var store = new S3Store(client, Runnable::run);
        S3Bench.upload(text, OBJECT, store);
        return store.head(OBJECT).await().indefinitely();
    }

    /// Has the workers take an object into the table, and ends them.
    Shared take(ObjectInfo object) throws IOException, InterruptedException {
        try {
            for (int i = 0; i < kind.count(); i++) {
                var log = folder.resolve(kind.name() + "-" + i + ".log");
                workers.add(Worker.start(command(kind.run()), environment, log));
            }
            if (kind.share().isPresent()) {
                hold(kind.share().getAsDouble());
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

    private void hold(double share) throws IOException {
        for (int i = 0; i < kind.count(); i++) {
            workers.get(i).holdTo(CpuQuota.of("lamella-" + kind.name() + "-" + i, share));
        }
    }

    private List<String> command(List<String> words) {
        return Stream.concat(words.stream(), Stream.of("--config", configuration.toString()))
                .toList();
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
            throw new IllegalStateException("workers gave up: see " + folder.resolve(kind.name() + "-*.log"));
        }
    }

    /// The folder of the table below that of the buckets.
    Path table() {
        return Path.of(LAKE, kind.name(), "tables");
    }

    private boolean isDone() {
        return sqs.isEmpty(ingest.url())
                && sqs.isEmpty(merge.url())
                && store.list(LAKE, kind.name() + "/staged/")
                        .collect()
                        .asList()
                        .await()
                        .indefinitely()
                        .isEmpty();
    }

    private long rows() throws IOException, InterruptedException {
        var report = folder.resolve(kind.name() + ".json");
        var builder = new ProcessBuilder(command(lamella.command("verify", "events", "--json")))
                .redirectOutput(report.toFile())
                .redirectError(folder.resolve(kind.name() + ".txt").toFile());
        builder.environment().putAll(environment);
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException("the table must be right: see " + report);
        }
        return new ObjectMapper().readTree(report.toFile()).path("rows").asLong();
    }
}
