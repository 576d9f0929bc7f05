package io.lamella.entry.cli;

import io.lamella.core.table.Dataset;
import io.lamella.entry.cli.text.Figures;
import io.lamella.entry.wiring.Embedded;
import io.lamella.entry.wiring.LogFormat;
import io.lamella.entry.wiring.Observation;
import io.lamella.entry.wiring.QueueWorker;
import io.lamella.entry.wiring.Worker;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.entry.wiring.config.TimeSpan;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs the pipeline as one long-running process.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the pipeline as one process, until it is stopped.",
            "",
            "Between S3 and SQS it does what the Lambda functions do: it takes notifications from the ingest",
            "queue and requests from the merge queue, and sweeps now and then. Any number of workers may",
            "share the queues. Region, credentials and AWS_ENDPOINT_URL are taken from the environment.",
            "",
            "Over a folder (--root) it needs neither: every folder below the root stands for a bucket, so that",
            "s3://landing/events/a.csv is the file ROOT/landing/events/a.csv, and files that land in a source",
            "are converted and appended to their tables.",
            "",
            "With LAMELLA_LOG=json it writes a line of JSON for each slice, merge and sweep. --metrics-port serves",
            "metrics for Prometheus, at /metrics. OTEL_EXPORTER_OTLP_ENDPOINT says where traces are sent by OTLP/HTTP.",
            "",
            "With --ui it serves a page for browsers of this machine: what waits, what the workers do, and the",
            "tables with their parts, drawn to scale. It is looked at while it is open only.",
            "",
            "It may be killed at any moment: what it had begun is done again, and counts once. Ctrl-C and",
            "SIGTERM let it end what it has in hand, for 25 seconds at most.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lamella run --config lamella.yaml --root data",
            "  lamella run --config lamella.yaml --root data --ui",
            "  lamella run --config s3://settings/lamella.yaml \\",
            "      --ingest-queue https://sqs.eu-central-1.amazonaws.com/1/lamella-ingest \\",
            "      --merge-queue https://sqs.eu-central-1.amazonaws.com/1/lamella-merge.fifo"
        })
final class Run implements Callable<Integer> {
    private static final Duration STATUS = Duration.ofSeconds(10);

    /// Between two looks of `--ui` at the lake.
    private static final Duration LOOK_AT_FOLDER = Duration.ofSeconds(1);

    private static final Duration MAX_MERGE_DELAY = Duration.ofDays(1);

    private static final Duration LOOK_AT_S3 = Duration.ofSeconds(5);

    /// A little less than the 30 s that containers are given before they are killed.
    private static final Duration GRACE = Duration.ofSeconds(25);

    private static final String INGEST_QUEUE = "LAMELLA_INGEST_QUEUE_URL";
    private static final String MERGE_QUEUE = "LAMELLA_MERGE_QUEUE_URL";

    @Option(
            names = "--config",
            defaultValue = "${env:LAMELLA_CONFIG:-lamella.yaml}",
            description = "The configuration: a file or s3://bucket/key. Default: LAMELLA_CONFIG, or lamella.yaml")
    private String config;

    @Option(names = "--root", description = "The folder that holds a folder for each bucket.")
    private @Nullable Path root;

    @Option(names = "--ingest-queue", description = "The URL of the ingest queue. Default: " + INGEST_QUEUE)
    private @Nullable String ingestQueue;

    @Option(names = "--merge-queue", description = "The URL of the merge queue, a FIFO queue. Default: " + MERGE_QUEUE)
    private @Nullable String mergeQueue;

    @Option(
            names = "--until-idle",
            description = "With --root: stop when all that lies in the sources is in the tables.")
    private boolean untilIdle;

    @Option(
            names = "--merge-delay",
            description = "With --root: gather merge requests for so many seconds, in place of the interval.")
    private @Nullable Long mergeDelaySeconds;

    @Option(
            names = "--metrics-port",
            defaultValue = "${env:LAMELLA_METRICS_PORT}",
            description = "Serves metrics for Prometheus on this port. Default: LAMELLA_METRICS_PORT, or not at all")
    private @Nullable Integer metricsPort;

    @Mixin
    private LiveOptions live;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (metricsPort != null) {
            LiveOptions.requirePort(spec.commandLine(), "--metrics-port", metricsPort);
        }
        if (mergeDelaySeconds != null && (mergeDelaySeconds < 0 || mergeDelaySeconds > MAX_MERGE_DELAY.toSeconds())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--merge-delay must be 0 to " + MAX_MERGE_DELAY.toSeconds() + " seconds but was "
                            + mergeDelaySeconds);
        }
        try (var observation = new Observation(Optional.ofNullable(metricsPort), live.observers())) {
            return root == null ? overQueues(observation) : overFolder(root, observation);
        }
    }

    private int overQueues(Observation observation) throws InterruptedException {
        if (untilIdle || mergeDelaySeconds != null) {
            throw new ParameterException(
                    spec.commandLine(), "--until-idle and --merge-delay are for folders; give a --root with them");
        }
        try (var page = live.open()) {
            var opened = QueueWorker.open(
                    config,
                    url(ingestQueue, "--ingest-queue", INGEST_QUEUE),
                    url(mergeQueue, "--merge-queue", MERGE_QUEUE),
                    observation.observer(),
                    observation.tracer());
            opened.worker().start();
            page.serve(opened.pipeline(), opened::queues, LOOK_AT_S3, this::tell);
            serve(opened.worker(), observation, () -> "", () -> false);
        }
        return 0;
    }

    private String url(@Nullable String option, String name, String variable) {
        var url = option == null ? System.getenv(variable) : option;
        if (url == null || url.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "give the URL of a queue by " + name + " or " + variable
                            + ", or give --root to work over a folder");
        }
        return url;
    }

    private int overFolder(Path folder, Observation observation) throws InterruptedException {
        if (ingestQueue != null || mergeQueue != null) {
            throw new ParameterException(spec.commandLine(), "give --root or queues, but not both");
        }
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), "--root " + folder + " must be a folder");
        }
        var loaded = ConfigLoader.load(Path.of(config));
        var usual = Embedded.Pace.of(loaded);
        var pace = mergeDelaySeconds == null ? usual : usual.withMergeDelay(Duration.ofSeconds(mergeDelaySeconds));
        try (var page = live.open();
                var embedded = new Embedded(loaded, folder, pace, observation.observer(), observation.tracer())) {
            page.serve(embedded.pipeline(), () -> Uni.createFrom().item(embedded::queues), LOOK_AT_FOLDER, this::tell);
            SourceHints.overFolder(loaded.datasets(), folder, embedded.store()).forEach(this::tell);
            embedded.start();
            var idle = new Idle(embedded);
            serve(embedded.worker(), observation, () -> waiting(embedded), () -> untilIdle && idle.look());
            return embedded.deadLetters().isEmpty() ? 0 : 1;
        }
    }

    private static String waiting(Embedded embedded) {
        int messages = embedded.messages();
        return ", %s %s, %d given up%s"
                .formatted(
                        Figures.count(messages, "message"),
                        messages == 1 ? "waits" : "wait",
                        embedded.deadLetters().size(),
                        embedded.pipeline().datasets().all().stream()
                                .flatMap(dataset -> due(embedded, dataset).stream())
                                .collect(Collectors.joining()));
    }

    /// Empty if nothing is staged that is kept for its freshness.
    private static Optional<String> due(Embedded embedded, Dataset dataset) {
        return embedded.due(dataset)
                .filter(due -> due.isAfter(Instant.now()))
                .map(due -> "; %s may be published from %tT on (freshness %s)"
                        .formatted(
                                dataset.name(),
                                due.plusMillis(999).atZone(ZoneId.systemDefault()),
                                TimeSpan.show(dataset.freshness())));
    }

    private void tell(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    /// Tells how it goes, whenever there is something new, until the process is asked to stop or there is nothing to wait for.
    private void serve(Worker worker, Observation observation, Supplier<String> more, BooleanSupplier done)
            throws InterruptedException {
        var out = LogFormat.isJson()
                ? new PrintWriter(Writer.nullWriter())
                : spec.commandLine().getOut();
        var stopped = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        Shutdown.before(() -> {
            stopped.countDown();
            awaitQuietly(ended);
        });
        out.println("running; stop with Ctrl-C");
        out.flush();
        try {
            var last = "";
            boolean idle = false;
            while (!idle && !stopped.await(untilIdle ? 1 : STATUS.toSeconds(), TimeUnit.SECONDS)) {
                idle = done.getAsBoolean();
                var line = line(worker.counters()) + more.get();
                if (idle || !line.equals(last)) {
                    out.println(line);
                    out.flush();
                    last = line;
                }
            }
            if (!idle) {
                worker.stop().await().atMost(GRACE);
                out.println("stopped: " + line(worker.counters()));
            }
        } catch (TimeoutException e) {
            out.println("stopped in the middle of something, which will be done again");
        } finally {
            out.flush();
            observation.flush();
            ended.countDown();
        }
    }

    private static String line(Worker.Counters counters) {
        return "converted %s%s%s, published %s in %s"
                .formatted(
                        Figures.count(counters.slices(), "slice"),
                        counters.doneBefore() == 0
                                ? ""
                                : " (%,d %s done before)"
                                        .formatted(counters.doneBefore(), counters.doneBefore() == 1 ? "was" : "were"),
                        counters.rejected() == 0
                                ? ""
                                : ", " + Figures.count(counters.rejected(), "row") + " to quarantine",
                        Figures.count(counters.rows(), "row"),
                        Figures.count(counters.commits(), "commit"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            var _ = latch.await(GRACE.toSeconds() + 1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// There is nothing to do, and that for some looks: the folder watch takes two to see a file.
    private static final class Idle {
        private static final int LOOKS = 4;
        private final Embedded embedded;
        private int quiet;

        Idle(Embedded embedded) {
            this.embedded = embedded;
        }

        boolean look() {
            quiet = embedded.isIdle() ? quiet + 1 : 0;
            return quiet >= LOOKS;
        }
    }
}
