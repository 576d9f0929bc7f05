package io.lamella.entry.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.adapter.sqs.LocalSqs;
import io.lamella.entry.LocalAws;
import io.lamella.entry.OtlpReceiver;
import io.lamella.entry.wiring.Pipeline;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.MessageQueue;
import io.lamella.pipeline.ObjectInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Each package of this build, run as Lambda runs it, between an S3 and an SQS of this JVM.
@ParameterizedClass(name = "{0}")
@MethodSource("io.lamella.entry.lambda.FunctionZip#ofThisBuild")
class LambdaPackageIT {
    private static final int MEMORY_MB = 512;
    private static final long MAX_ZIP_BYTES = 45_000_000;
    private static final long MAX_NATIVE_ZIP_BYTES = 25_000_000;

    /// Lambda's limit for all that a function and its layers unpack to.
    private static final long MAX_UNPACKED_BYTES = 250L * 1024 * 1024;

    private static final String CONFIG = """
            lake:
              bucket: lake
            datasets:
              people:
                source: s3://landing/people/*.csv
                columns:
                  id: int64
                  name: string
                freshness: 0s
            """;

    @Parameter
    private FunctionZip zip;

    private final LocalAws aws = new LocalAws("landing", "lake", "settings");
    private final LocalSqs.Created mergeQueue =
            aws.sqs().create("merge", true, Duration.ofSeconds(30), Duration.ZERO, 3);

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void movesAnObjectIntoATable() throws IOException, InterruptedException {
        long unpacked = zip.unpack(folder);
        System.out.printf("%s: %,d bytes, unpacked %,d%n", zip, zip.bytes(), unpacked);
        assertThat(zip.bytes()).isLessThan(isNative() ? MAX_NATIVE_ZIP_BYTES : MAX_ZIP_BYTES);
        assertThat(unpacked).isLessThan(MAX_UNPACKED_BYTES);
        if (!isNative()) {
            assertThat(folder.resolve("lib"))
                    .as("drivers of databases, which only the command line has")
                    .isDirectoryNotContaining("glob:**/org.{mariadb,postgresql}*");
        }

        Files.writeString(folder.resolve("lamella.yaml"), CONFIG);
        var expected = IntStream.range(0, 1_000).mapToObj(i -> i + "|name " + i).toList();
        var object = aws.put(
                "landing",
                "people/a b+c.csv",
                "id,name\n" + String.join("\n", expected).replace('|', ','));

        var merge = ingest(object);
        var part = compact(merge);

        assertThat(DuckDb.rows(aws.store(), part, "id, name", "id")).isEqualTo(expected);
    }

    /// The SDK is asked to be talkative, so that there are lines that are not ours.
    @Test
    void namesTheSourceObjectAndSliceInEachLineOfItsLog() throws IOException, InterruptedException {
        zip.unpack(folder);
        Files.writeString(folder.resolve("lamella.yaml"), CONFIG);
        var object = aws.put("landing", "people/a.csv", "id,name\n1,Ada\nx,Grace\n");
        var talkative = Map.of(
                "QUARKUS_LOG_CATEGORY__SOFTWARE_AMAZON_AWSSDK_REQUEST__LEVEL", "DEBUG",
                "LAMELLA_METRICS_NAMESPACE", "Lamella/Test");

        List<JsonNode> lines;
        try (var function = start("ingest", talkative)) {
            assertThat(function.invoke(event("landing", "first", Events.created(object))))
                    .isEqualTo(answer());
            lines = function.json();
        }

        assertThat(lines)
                .filteredOn(line -> line.path("event").asText().equals("slice"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("source").asText()).isEqualTo("s3://landing/people/a.csv");
                    assertThat(line.path("slice").asText()).hasSize(32);
                    assertThat(line.path("rows").asLong()).isEqualTo(1);
                    assertThat(line.path("rejected").asLong()).isEqualTo(1);
                    assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").asText())
                            .isEqualTo("Lamella/Test");
                });
        assertThat(lines)
                .filteredOn(line -> line.path("loggerName").asText().startsWith("software.amazon.awssdk"))
                .filteredOn(line -> line.path("message").asText().contains("/receipts/"))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line.at("/mdc/source").asText()).isEqualTo("s3://landing/people/a.csv");
                    assertThat(line.at("/mdc/slice").asText()).hasSize(32);
                });
    }

    @Test
    void sendsWhatItTracedBeforeItAnswers() throws IOException, InterruptedException {
        zip.unpack(folder);
        Files.writeString(folder.resolve("lamella.yaml"), CONFIG);
        var object = aws.put("landing", "people/a.csv", "id,name\n1,Ada\n");

        try (var receiver = new OtlpReceiver();
                var function = start("ingest", Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()))) {
            assertThat(timed(function, "ingest, traced", event("landing", "first", Events.created(object))))
                    .isEqualTo(answer());

            var line = function.json().stream()
                    .filter(one -> one.path("event").asText().equals("slice"))
                    .findFirst()
                    .orElseThrow();
            assertThat(receiver.received())
                    .contains("slice people", "s3://landing/people/a.csv", "faas.name")
                    .contains(OtlpReceiver.bytes(line.path("traceId").asText()));
            assertThat(requested().trace())
                    .hasValueSatisfying(trace -> assertThat(trace.traceId())
                            .isEqualTo(line.path("traceId").asText()));
        }
    }

    /// Converts an object; answers the merge request that asks for what was staged.
    private MessageQueue.Received ingest(ObjectInfo object) throws IOException, InterruptedException {
        try (var function = start("ingest", Map.of())) {
            assertThat(timed(function, "ingest", event("landing", "first", Events.created(object))))
                    .isEqualTo(answer());
            assertThat(timed(function, "ingest", event("landing", "again", Events.created(object))))
                    .isEqualTo(answer());
            assertThat(timed(function, "ingest", event("landing", "test", Events.TEST_EVENT)))
                    .isEqualTo(answer());
            assertThat(timed(function, "ingest", event("landing", "broken", "{ no JSON")))
                    .isEqualTo(answer("broken"));
            assertLoadsNothingInVain(function);
        }
        assertThat(aws.keys("lake", "staged/people/")).hasSize(1);
        assertThat(aws.keys("lake", "receipts/people/")).hasSize(1);
        return requested();
    }

    private MessageQueue.Received requested() {
        var requests = mergeQueue
                .queue(aws.sqs())
                .receive(10, Duration.ofSeconds(5))
                .await()
                .indefinitely();
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }

    /// Publishes what is staged, with the configuration in a bucket; answers the part.
    private ObjectInfo compact(MessageQueue.Received merge) throws IOException, InterruptedException {
        aws.put("settings", "lamella.yaml", CONFIG);
        try (var function = start("compact", Map.of("LAMELLA_CONFIG", "s3://settings/lamella.yaml"))) {
            assertThat(timed(function, "compact", event("merge.fifo", "merge", merge.body())))
                    .isEqualTo(answer());
            assertThat(timed(function, "compact", event("merge.fifo", "again", merge.body())))
                    .isEqualTo(answer());
            assertLoadsNothingInVain(function);
        }
        assertThat(aws.keys("lake", "staged/")).isEmpty();
        assertThat(aws.keys("lake", "tables/")).containsExactly("tables/people/part-000000.parquet");
        return aws.store()
                .head(new Location("lake", "tables/people/part-000000.parquet"))
                .await()
                .indefinitely();
    }

    @Test
    void sweeps() throws IOException, InterruptedException {
        zip.unpack(folder);
        Files.writeString(folder.resolve("lamella.yaml"), CONFIG);

        try (var function = start("sweep", Map.of())) {
            var report = new ObjectMapper().readTree(timed(function, "sweep", """
                            {"version":"0","detail-type":"Scheduled Event","source":"aws.events","detail":{}}"""));
            assertThat(report.path("requested").isInt()).isTrue();
            assertLoadsNothingInVain(function);
        }
    }

    /// In the loop's own mode for snapshots: what is loaded before it asks for the restore is in the snapshot.
    @Test
    void isReadyInItsSnapshotAndAsksForNothingBefore() throws IOException, InterruptedException {
        zip.unpack(folder);
        assumeThat(isNative()).as("a native executable starts from no snapshot").isFalse();
        Files.writeString(folder.resolve("lamella.yaml"), CONFIG);

        try (var function = start("ingest", Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"))) {
            assertThat(function.invoke(event("landing", "test", Events.TEST_EVENT)))
                    .isEqualTo(answer());
            assertThat(function.loadedClasses())
                    .as("classes of ingest, compaction and the clients, though nothing was converted yet")
                    .contains(
                            "io.lamella.core.parquet.RowGroupEncoder",
                            "io.lamella.core.parquet.RowGroupReader",
                            "software.amazon.awssdk.services.s3.DefaultS3AsyncClient",
                            "software.amazon.awssdk.services.sqs.DefaultSqsAsyncClient")
                    .doesNotContain("software.amazon.awssdk.http.nio.netty.internal.NettyRequestExecutor");
            assertThat(function.json()).isEmpty();
            assertThat(aws.keys("lake", "")).isEmpty();

            var object = aws.put("landing", "people/a.csv", "id,name\n1,Ada\n");
            assertThat(timed(function, "ingest, restored", event("landing", "first", Events.created(object))))
                    .isEqualTo(answer());
        }
        assertThat(aws.keys("lake", "receipts/people/")).hasSize(1);
    }

    private boolean isNative() {
        return FunctionZip.isNative(folder);
    }

    private LambdaFunction start(String handler, Map<String, String> more) throws IOException {
        var environment = new HashMap<>(aws.environment());
        environment.put("LAMELLA_MERGE_QUEUE_URL", mergeQueue.url());
        environment.putAll(more);
        return LambdaFunction.start(folder, handler, MEMORY_MB, environment);
    }

    private static String timed(LambdaFunction function, String name, String event)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        var answer = function.invoke(event);
        System.out.printf(
                "%s: %d ms%n", name, Duration.ofNanos(System.nanoTime() - start).toMillis());
        return answer;
    }

    /// Hadoop is not in the package: what asks for one of its classes fails, if not here then in an account. OpenTelemetry is, and
    /// costs nothing where nobody asked for it. Modules that are still incubating are in no part of the path. A native executable,
    /// which loads no classes, is not asked.
    private void assertLoadsNothingInVain(LambdaFunction function) throws IOException {
        if (isNative()) {
            return;
        }
        var loaded = function.loadedClasses();
        assertThat(loaded).contains(Pipeline.class.getName());
        assertThat(loaded)
                .noneMatch(name -> name.startsWith("org.apache.hadoop."))
                .noneMatch(name -> name.startsWith("io.opentelemetry."))
                .noneMatch(name -> name.startsWith("jdk.incubator."));
    }

    private static String event(String queue, String id, String body) {
        return Events.json(queue, id, "group", body);
    }

    private static String answer(String... failures) {
        var items = List.of(failures).stream()
                .map("{\"itemIdentifier\":\"%s\"}"::formatted)
                .toList();
        return "{\"batchItemFailures\":[" + String.join(",", items) + "]}";
    }
}
