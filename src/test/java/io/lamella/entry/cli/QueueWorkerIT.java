package io.lamella.entry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.adapter.sqs.LocalSqs;
import io.lamella.entry.LocalAws;
import io.lamella.entry.OtlpReceiver;
import io.lamella.entry.lambda.Events;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.MessageQueue.Outgoing;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command line of this build as a process of its own, between an S3 and an SQS of this JVM.
class QueueWorkerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// Exit code of a process that ended on SIGTERM, however orderly: the JVM's, and what shells and containers expect.
    private static final int SIGTERM = 143;

    private static final String LOOK_AT = "look at ";

    private static final String CONFIG = """
            lake:
              bucket: lake
              interval: 1s
            datasets:
              people:
                source: s3://landing/people/*.csv
                columns:
                  id: int64
                  name: string
                freshness: 0s
            """;

    private final LocalAws aws = new LocalAws("landing", "lake", "settings");
    private final LocalSqs.Created ingestQueue =
            aws.sqs().create("ingest", false, Duration.ofSeconds(3), Duration.ZERO, 2);
    private final LocalSqs.Created mergeQueue =
            aws.sqs().create("merge", true, Duration.ofSeconds(30), Duration.ofSeconds(1), 3);

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void takesNotificationsFromAQueueUntilItIsStopped() throws IOException, InterruptedException {
        aws.put("settings", "lamella.yaml", CONFIG);
        aws.put("landing", "people/a.csv", "id,name\n1,Ann\n2,Bob\nx,Cy\n");
        aws.put("landing", "people/b.csv", "id,name\n3,Dee\n");
        int port = freePort();
        var worker = start("run", "--metrics-port", Integer.toString(port), "--ui", "--ui-port", "0");
        try {
            notify("{ no JSON");
            notifyOf("people/a.csv");
            notify(Events.TEST_EVENT);
            notifyOf("people/b.csv");
            notifyOf("people/a.csv");
            eventually(
                    worker,
                    () -> !ingestQueue
                            .deadLetters(aws.sqs())
                            .receive(1, Duration.ZERO)
                            .await()
                            .indefinitely()
                            .isEmpty());
            eventually(
                    worker,
                    () -> aws.keys("lake", "tables/").size() == 1
                            && aws.keys("lake", "staged/").isEmpty());
            eventually(worker, this::isShown);
            assertThat(scraped("http://127.0.0.1:" + port + "/metrics"))
                    .contains(
                            "lamella_rows_total{dataset=\"people\",function=\"compact\"} 3.0",
                            "lamella_rejected_total{dataset=\"people\",function=\"ingest\"} 1.0",
                            "lamella_slices_repeated_total{dataset=\"people\",function=\"ingest\"} 1.0");
            worker.destroy();
            assertThat(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            worker.destroyForcibly();
        }
        assertThat(worker.exitValue()).isEqualTo(SIGTERM);
        assertThat(printed("run"))
                .contains(
                        "running; stop with Ctrl-C",
                        "stopped: converted 2 slices (1 was done before), 1 row to quarantine, published 3 rows")
                .doesNotContain("Error");

        var table = json("verify", "people", "--json");
        assertThat(table.path("ok").asBoolean()).isTrue();
        assertThat(table.path("rows").asLong()).isEqualTo(3);
        assertThat(table.path("rejectedRows").asLong()).isEqualTo(1);
        assertThat(json("status", "s3://landing/people/a.csv", "--json")
                        .at("/datasets/0/rows")
                        .asLong())
                .isEqualTo(2);
        assertThat(json("inspect", "s3://lake/tables/people/part-000000.parquet", "--json")
                        .path("rows")
                        .asLong())
                .isEqualTo(3);
    }

    @Test
    void writesALineOfJsonAndSendsASpanForEachSliceWhenAsked() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("lamella.yaml"), CONFIG);
        Files.createDirectories(folder.resolve("root/landing/people"));
        Files.writeString(folder.resolve("root/landing/people/a.csv"), "id,name\n1,Ann\n");
        var command =
                process("run", "--config", "lamella.yaml", "--root", "root", "--until-idle", "--merge-delay", "1");
        command.environment().put("LAMELLA_LOG", "json");
        try (var receiver = new OtlpReceiver()) {
            command.environment().put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
            var worker = command.start();

            assertThat(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(worker.exitValue()).as(printed("run")).isZero();
            assertThat(receiver.received()).contains("slice people", "merge people");
        }
        assertThat(printed("run").lines())
                .allSatisfy(line -> assertThat(line).startsWith("{"))
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "\"event\":\"slice\"",
                                "\"source\":\"s3://landing/people/a.csv\"",
                                "\"slice\":\"",
                                "\"traceId\":\"",
                                "\"rows\":1"))
                .anySatisfy(line -> assertThat(line).contains("\"event\":\"merge\"", "\"commits\":1"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// Whether the page has the queues and the table.
    private boolean isShown() throws IOException, InterruptedException {
        var url = printed("run")
                .lines()
                .filter(line -> line.startsWith(LOOK_AT))
                .findFirst()
                .orElseThrow();
        var state = new ObjectMapper().readTree(scraped(url.substring(LOOK_AT.length()) + "state.json"));
        return state.at("/queues/0/givenUp").isNumber()
                && state.at("/queues/1/name").asText().equals("merge")
                && state.at("/totals/published").asLong() == 3
                && state.at("/tables/0/partitions/0/parts/0/rows").asLong() == 3;
    }

    private static String scraped(String url) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var page = HttpRequest.newBuilder(URI.create(url)).build();
            return client.send(page, BodyHandlers.ofString()).body();
        }
    }

    @Test
    void namesAQueueThatIsNotThere() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("lamella.yaml"), CONFIG);
        var worker = start(
                "run", "--config", "lamella.yaml", "--ingest-queue", aws.sqs().endpoint() + "/000000000000/none");

        assertThat(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isEqualTo(2);
        assertThat(printed("run"))
                .contains("/none failed", "Check the queue's URL")
                .doesNotContain("\tat ");
    }

    @Test
    void saysThatNoRegionIsKnown() throws IOException, InterruptedException {
        for (var command : List.of("run", "verify people")) {
            var process = process(command.split(" "));
            process.environment().remove("AWS_REGION");
            process.environment().put("AWS_EC2_METADATA_DISABLED", "true");
            process.environment().put("AWS_CONFIG_FILE", folder.resolve("none").toString());
            var started = process.start();

            assertThat(started.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(started.exitValue()).as(command).isEqualTo(2);
        }
        assertThat(printed("run")).contains("Set AWS_REGION").doesNotContain("fault of Lamella");
        assertThat(printed("verify")).contains("Set AWS_REGION", "--root").doesNotContain("fault of Lamella");
    }

    private void notifyOf(String key) {
        notify(Events.created(
                aws.store().head(new Location("landing", key)).await().indefinitely()));
    }

    private void notify(String body) {
        ingestQueue
                .queue(aws.sqs())
                .send(new Outgoing(body, Optional.empty()))
                .await()
                .indefinitely();
    }

    private void eventually(Process worker, Callable<Boolean> there) throws IOException {
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .failFast("the worker ended", () -> !worker.isAlive())
                    .until(there);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError(printed("run"), e);
        }
    }

    private JsonNode json(String... command) throws IOException, InterruptedException {
        var process = start(command);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed(command[0])).isZero();
        return new ObjectMapper().readTree(printed(command[0]));
    }

    private String printed(String command) throws IOException {
        return Files.readString(folder.resolve(command + ".txt"));
    }

    private Process start(String... command) throws IOException {
        return process(command).start();
    }

    /// A command to be started; what it prints goes to a file of its name.
    private ProcessBuilder process(String... command) throws IOException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-jar",
                runnerJar().toString()));
        line.addAll(List.of(command));
        var builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0] + ".txt").toFile());
        var environment = builder.environment();
        environment.putAll(aws.environment());
        environment.put("LAMELLA_CONFIG", "s3://settings/lamella.yaml");
        environment.put("LAMELLA_INGEST_QUEUE_URL", ingestQueue.url());
        environment.put("LAMELLA_MERGE_QUEUE_URL", mergeQueue.url());
        return builder;
    }

    private static Path runnerJar() throws IOException {
        try (var files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no runner jar in target; run ./mvnw package"))
                    .toAbsolutePath();
        }
    }
}
