package io.lamella.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.table.Receipt;
import io.lamella.entry.LocalAws;
import io.lamella.entry.wiring.Pipeline;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.Sweep;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged process between S3 and SQS, over connections that fail in every way that we could think of, killed at random:
/// every row that lands is in the table once, or in quarantine once, and whoever looks meanwhile sees no row twice and none go.
///
/// For some seconds in every build; at length by `./mvnw verify -Pfaults`. A seed makes runs alike, but not the same: which
/// request meets which fault is a matter of time.
class FaultsIT {
    private static final double MINUTES = Double.parseDouble(System.getProperty("lamella.faults.minutes", "0.3"));
    private static final long SEED = Long.getLong("lamella.faults.seed", 1);

    /// To come to rest in when nothing goes wrong any more.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String LAKE = "lake";

    private static final String CONFIG = """
            lake:
              bucket: lake
              interval: 1s
            datasets:
              events:
                source: s3://landing/events/*.csv
                columns:
                  id: int64 required
                  folder: string
                  payload: string
                partitions: [folder]
                freshness: 1s
                row-group-size: 1MiB
                part-size: 16MiB
                codec: none
            """;

    private final LocalAws aws = new LocalAws(Landing.BUCKET, LAKE);
    private final Queues queues = new Queues(aws.sqs());
    private final Weather weather = new Weather(SEED);
    private final Landing landing = new Landing(aws.store(), queues.ingest(), SEED + 1);
    private final Remains remains = new Remains(aws.store(), LAKE);

    private int quarantined;
    private int leftStaged;
    private int leftUploads;

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void everyRowOnceWhateverTheNetworkDoesAndWhoeverIsKilled() throws Exception {
        Files.writeString(folder.resolve("lamella.yaml"), CONFIG);
        try (var s3 = proxy("AWS_ENDPOINT_URL_S3", Service.S3);
                var sqs = proxy("AWS_ENDPOINT_URL_SQS", Service.SQS);
                var reader = new TableReader(aws.store(), LAKE, folder);
                var workers = new Workers(packaged(s3, sqs), SEED + 2);
                var beside = new Background()) {
            var endOfLanding = beside.every(Duration.ofMillis(600), landing::landOne);
            beside.every(Duration.ofSeconds(1), reader::look);
            beside.until(Duration.ofSeconds(Math.round(60 * MINUTES)), () -> {
                workers.tend();
                return false;
            });
            endOfLanding.run();
            weather.clear();
            workers.spare();
            comeToRest(workers, beside, s3, sqs);
            workers.stop();

            assertThat(weather.counts()).isNotEmpty();
            assertThat(workers.counts().kills()).isPositive();
            requireEveryRowOnce(reader.look());
            requireNothingLeftAfterADay();
            requireEveryRowOnce(reader.look());
            requireAuditAgrees(packaged(s3, sqs), reader.look().cardinality());
            print(workers, reader, s3.requests() + sqs.requests());
        }
    }

    private FaultyProxy proxy(String variable, Service service) throws IOException {
        return FaultyProxy.start(URI.create(aws.environment().get(variable)), service, weather);
    }

    private Packaged packaged(FaultyProxy s3, FaultyProxy sqs) {
        var environment = new HashMap<>(aws.environment());
        environment.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_SQS", sqs.endpoint().toString());
        environment.put("LAMELLA_INGEST_QUEUE_URL", queues.ingestUrl());
        environment.put("LAMELLA_MERGE_QUEUE_URL", queues.mergeUrl());
        return new Packaged(folder, environment);
    }

    /// Waits until every object has its receipt and nothing is under way or staged. Workers that start begin with a sweep, so
    /// they are replaced whenever there is something staged that nobody asks for any more.
    private void comeToRest(Workers workers, Background beside, FaultyProxy... proxies) throws Exception {
        boolean rests = beside.until(PATIENCE, () -> {
            List.of(proxies).forEach(FaultyProxy::endStalls);
            workers.tend();
            queues.redrive();
            boolean isIdle = queues.isEmpty() && List.of(proxies).stream().noneMatch(FaultyProxy::hasLateRequests);
            if (isIdle && !remains.stagedOfRows().isEmpty()) {
                workers.replaceOld();
            }
            return isIdle && remains.stagedOfRows().isEmpty() && undecided().isEmpty();
        });
        assertThat(rests)
                .as("all is done; undecided: %s; staged: %s", some(undecided()), some(remains.stagedOfRows()))
                .isTrue();
    }

    private static String some(List<?> all) {
        return all.size() + " " + all.subList(0, Math.min(5, all.size()));
    }

    private List<Landed> undecided() {
        return landing.all().stream()
                .filter(landed -> remains.receipt(landed.slice()).isEmpty())
                .toList();
    }

    private void requireEveryRowOnce(BitSet table) {
        var expected = new BitSet();
        for (var landed : landing.all()) {
            assertThat(landed.isReplaced() || isStaged(landed))
                    .as("%s is taken", landed)
                    .isTrue();
            if (isStaged(landed)) {
                landed.goodIds().forEach(expected::set);
            }
        }
        assertThat(minus(expected, table)).as("rows that are lost").isEmpty();
        assertThat(minus(table, expected)).as("rows that must not be there").isEmpty();
    }

    private boolean isStaged(Landed landed) {
        return remains.receipt(landed.slice()).orElseThrow().outcome() == Receipt.Outcome.STAGED;
    }

    private static List<Integer> minus(BitSet one, BitSet other) {
        var rest = (BitSet) one.clone();
        rest.andNot(other);
        return rest.stream().boxed().toList();
    }

    /// What workers left behind that were killed goes when no attempt can be at work with it any more, and not earlier: uploads
    /// that nobody completes, and what was staged of objects that another attempt found gone or overwritten.
    private void requireNothingLeftAfterADay() throws Exception {
        leftStaged = remains.staged().size();
        leftUploads = remains.uploads().size();
        var swept = sweepADayLater();

        assertThat(swept.unclaimed()).isEmpty();
        assertThat(swept.requested()).isZero();
        assertThat(remains.staged()).isEmpty();
        assertThat(remains.uploads()).isEmpty();
        requireQuarantineOnce();
    }

    private Sweep.Report sweepADayLater() throws Exception {
        var clock = InstantSource.offset(InstantSource.system(), Duration.ofHours(25));
        var pipeline = new Pipeline(
                ConfigLoader.load(folder.resolve("lamella.yaml")),
                aws.store(),
                new Pipeline.Queues(queues.ingest()::send, queues.ingest()::send),
                new Ingest.Settings(clock, () -> UUID.randomUUID().toString(), Runnable::run, 1));
        return pipeline.sweep().await().indefinitely();
    }

    private void requireQuarantineOnce() {
        var found = remains.quarantined().stream().map(FaultsIT::idOfBadRow).toList();
        var expected = landing.all().stream()
                .filter(this::isStaged)
                .flatMap(landed -> landed.badIds().boxed())
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        quarantined = found.size();
    }

    private static int idOfBadRow(String raw) {
        return Integer.parseInt(raw.substring(1, raw.indexOf(',')));
    }

    /// Asks the process itself, too.
    private void requireAuditAgrees(Packaged packaged, int rows) throws IOException, InterruptedException {
        var process = packaged.start("verify.txt", List.of("verify", "events", "--config", "lamella.yaml", "--json"));
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(packaged.printed("verify.txt")).isZero();
        var audit = new ObjectMapper().readTree(packaged.printed("verify.txt"));
        assertThat(audit.path("ok").asBoolean()).isTrue();
        assertThat(audit.path("rows").asInt()).isEqualTo(rows);
    }

    private void print(Workers workers, TableReader reader, long requests) throws Exception {
        int rowsIn = landing.all().stream()
                .filter(this::isStaged)
                .mapToInt(Landed::rows)
                .sum();
        System.out.printf(
                """
                faults, seed %d: %s minutes, %d objects landed, of which %d went before they were read
                  rows in %d = %d in the table + %d in quarantine
                  %s
                  %d requests, faults %s
                  %d looks at the table, %d dead letters sent back
                  until a day later: %d staged files of objects that went, %d uploads that nobody completes
                """,
                SEED,
                MINUTES,
                landing.all().size(),
                landing.all().stream().filter(landed -> !isStaged(landed)).count(),
                rowsIn,
                reader.look().cardinality(),
                quarantined,
                workers.counts(),
                requests,
                weather.counts(),
                reader.looks(),
                queues.redriven(),
                leftStaged,
                leftUploads);
    }
}
