package io.lamella.adapter.s3;

import static io.lamella.pipeline.StoreCalls.answer;
import static io.lamella.pipeline.StoreCalls.buffer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.memory.MemoryQueue;
import io.lamella.adapter.memory.QueueSettings;
import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.LakeKeys;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.lamella.entry.lambda.Events;
import io.lamella.entry.wiring.Pipeline;
import io.lamella.entry.wiring.config.ConfigLoader;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.Ingest;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.MessageQueue.Received;
import io.lamella.pipeline.Sweep;
import io.lamella.pipeline.foreign.ForeignBucket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/// The calls that each function makes of S3, recorded while it does all that it ever does. They lie in files, which the policies of
/// the stack are held to; `-Dcalls.update` writes them anew, and the difference belongs in the change.
class CallsOfFunctionsTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/lamella/adapter/s3/calls");

    private static final Duration NOON = Duration.ofHours(12);

    /// More than an upload in one piece takes, and not to be compressed.
    private static final int MANY = 400_000;
    /// So many that a file of others has a full row group.
    private static final int FULL = 1_500_000;

    private final ClockAtHand clock = new ClockAtHand();
    private final LocalS3 s3 = LocalS3.start(clock);
    private final S3AsyncClient client = s3.client();
    private final S3Store unseen = new S3Store(client, Runnable::run);
    private final ExecutorService compute = Executors.newCachedThreadPool();
    private final MemoryQueue ingestQueue = new MemoryQueue(QueueSettings.standard("ingest"), clock);
    private final MemoryQueue mergeQueue = new MemoryQueue(QueueSettings.fifo("merge"), clock);
    private final AtomicLong attempts = new AtomicLong();
    private final LakeKeys keys = new LakeKeys("warehouse/");

    /// Begins today, because S3Proxy dates uploads by the clock of the machine.
    private static final class ClockAtHand implements InstantSource {
        private volatile Instant now =
                Instant.now().truncatedTo(ChronoUnit.DAYS).plus(NOON);

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    CallsOfFunctionsTest() {
        s3.createBucket("landing");
        s3.createBucket("lake");
        s3.createBucket("exports");
    }

    @AfterEach
    void stop() {
        client.close();
        s3.close();
        compute.close();
    }

    @Test
    void areAsRecorded() throws IOException {
        var ingest = new RecordingClient(client);
        var compact = new RecordingClient(client);
        var sweep = new RecordingClient(client);

        ingestEverything(ingest, compact);
        var lost = convert(pipeline(ingest), "few/d.csv", few(5)).getFirst();
        leaveBehind(lost);
        var first = sweepTwoDaysLater(sweep);
        assertThat(first.requested()).isPositive();
        assertThat(first.deleted()).isEqualTo(2);
        assertThat(first.abortedUploads()).isEqualTo(4);
        assertThat(first.sealed()).isEqualTo(2);
        assertThat(sweepTwoDaysLater(sweep).settled()).isPositive();
        mergeFilesOfOthers(sweep);

        isAsRecorded("ingest", ingest);
        isAsRecorded("compact", compact);
        isAsRecorded("sweep", sweep);
    }

    private void ingestEverything(RecordingClient ingest, RecordingClient compact) {
        var ingesting = pipeline(ingest);
        for (var name : List.of("few/a.csv", "few/b.csv")) {
            convert(ingesting, name, few(3));
            mergeAll(compact);
        }
        // In pieces, and what does not fit as well.
        convert(ingesting, "events/big.csv", many() + bad(90_000));
        mergeAll(compact);
        convert(ingesting, "events/small.csv", few(3) + bad(1));
        mergeAll(compact);
        refuse(ingesting, many() + bad(100_001));
        disappear(ingesting);
        loseAgainstAnother(ingest);
        convertInSlices(ingesting);
        replay(ingesting);
        mergeAll(compact);
    }

    private void refuse(Pipeline pipeline, String content) {
        var location = land("events/refused.csv", content);
        var notification = Events.created(answer(unseen.head(location)));
        var failure = answer(pipeline.checkedIngest()
                .handle(notification, Optional.empty())
                .map(receipts -> "none")
                .onFailure()
                .recoverWithItem(Throwable::getMessage));
        assertThat(failure).contains("refused.csv");
    }

    /// Gone before it is read, and back again: one receipt replaces the other. A notification that has no ETag asks for it.
    private void disappear(Pipeline pipeline) {
        var location = land("few/gone.csv", few(1));
        var notification = Events.created(answer(unseen.head(location)));
        answer(unseen.delete(List.of(location)));
        assertThat(answer(pipeline.checkedIngest().handle(notification, Optional.empty())))
                .extracting(Receipt::outcome)
                .containsExactly(Receipt.Outcome.GONE);
        land("few/gone.csv", few(1));
        var unnamed = notification.replaceFirst("\"eTag\":\"[^\"]*\",", "");
        assertThat(answer(pipeline.checkedIngest().handle(unnamed, Optional.empty())))
                .extracting(Receipt::outcome)
                .containsExactly(Receipt.Outcome.STAGED);
    }

    /// Another attempt is made, and wins, when this one has seen that there is no receipt.
    private void loseAgainstAnother(RecordingClient recorder) {
        var notification = Events.created(answer(unseen.head(land("few/race.csv", few(2) + bad(1)))));
        Supplier<String> late = () -> {
            answer(pipeline(recorder).checkedIngest().handle(notification, Optional.empty()));
            return "late";
        };
        var receipt = answer(pipeline(recorder, late).checkedIngest().handle(notification, Optional.empty()))
                .getFirst();
        assertThat(receipt.attempt()).isNotEqualTo("late");
    }

    private void convertInSlices(Pipeline pipeline) {
        var notification = Events.created(answer(unseen.head(land("sliced/a.csv", few(300_000)))));
        assertThat(answer(pipeline.checkedIngest().handle(notification, Optional.empty())))
                .isEmpty();
        var staged = 0;
        for (var messages = next(ingestQueue); !messages.isEmpty(); messages = next(ingestQueue)) {
            for (var message : messages) {
                staged += (int) answer(pipeline.checkedIngest().handle(message.body(), message.trace())).stream()
                        .filter(receipt -> receipt.outcome() == Receipt.Outcome.STAGED)
                        .count();
                answer(ingestQueue.acknowledge(message));
            }
        }
        assertThat(staged).isGreaterThan(1);
    }

    /// Rows that are sent again from quarantine.
    private void replay(Pipeline pipeline) {
        var name = new LakeKeys.AttemptName(new SliceId("0".repeat(32)), "attempt");
        var location = new Location("lake", keys.replay("few", name));
        var content = buffer(few(2));
        var etag = answer(unseen.put(location, content, Condition.ALWAYS));
        var source = new SourceObject(location.bucket(), location.key(), etag, content.remaining());
        assertThat(answer(pipeline.checkedIngest()
                        .handle(Messages.write(SliceTask.whole("few", source)), Optional.empty())))
                .extracting(Receipt::outcome)
                .containsExactly(Receipt.Outcome.STAGED);
    }

    private List<Receipt> convert(Pipeline pipeline, String name, String content) {
        var notification = Events.created(answer(unseen.head(land(name, content))));
        var receipts = answer(pipeline.checkedIngest().handle(notification, Optional.empty()));
        assertThat(receipts).extracting(Receipt::outcome).containsExactly(Receipt.Outcome.STAGED);
        return receipts;
    }

    private void mergeAll(RecordingClient recorder) {
        clock.pass(Duration.ofMinutes(20));
        var pipeline = pipeline(recorder);
        for (var requests = next(mergeQueue); !requests.isEmpty(); requests = next(mergeQueue)) {
            for (var request : requests) {
                answer(pipeline.merge().handle(request.body(), request.trace(), Instant.MAX));
                answer(mergeQueue.acknowledge(request));
            }
        }
    }

    private static List<Received> next(MemoryQueue queue) {
        return answer(queue.receive(10, Duration.ZERO));
    }

    /// What attempts and compactors leave that are killed.
    private void leaveBehind(Receipt receipt) {
        var slice = SliceId.of(receipt.task());
        for (var key : List.of(keys.staged("few", "", slice, "lost"), keys.quarantine("few", slice, "lost"))) {
            answer(unseen.put(new Location("lake", key), buffer("x"), Condition.ALWAYS));
        }
        for (var folder : List.of("staged/", "quarantine/", "replays/", "tables/")) {
            answer(unseen.createUpload(new Location("lake", keys.prefix() + folder + "few/leaked")));
        }
    }

    private Sweep.Report sweepTwoDaysLater(RecordingClient recorder) {
        var noon = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(NOON).plus(Duration.ofDays(2));
        clock.pass(Duration.between(clock.instant(), noon));
        return answer(pipeline(recorder).sweep());
    }

    /// Small files, which one put replaces, and big ones, whose full row groups are copied.
    private void mergeFilesOfOthers(RecordingClient recorder) {
        for (int i = 0; i < 3; i++) {
            export("small/" + i, ForeignBucket.file(100 * i, 100 * (i + 1)));
            export("big/" + i, ForeignBucket.file(FULL * i, FULL * (i + 1), FULL));
        }
        clock.pass(Duration.ofDays(2));
        var merged = answer(pipeline(recorder).mergeForeign(Duration.ofHours(1)));
        assertThat(merged.files()).isEqualTo(6);
    }

    private void export(String name, byte[] file) {
        var location = new Location("exports", "daily/" + name + ".parquet");
        answer(unseen.put(location, ByteBuffer.wrap(file), Condition.ALWAYS));
    }

    private Location land(String name, String content) {
        var location = new Location("landing", name);
        answer(unseen.put(location, buffer(content), Condition.ALWAYS));
        return location;
    }

    private Pipeline pipeline(RecordingClient recorder) {
        return pipeline(recorder, () -> "attempt-" + attempts.incrementAndGet());
    }

    private Pipeline pipeline(RecordingClient recorder, Supplier<String> ids) {
        return new Pipeline(
                ConfigLoader.load(FOLDER.resolve("lamella.yaml")),
                new S3Store(recorder, compute),
                new Pipeline.Queues(ingestQueue::send, mergeQueue::send),
                new Ingest.Settings(clock, ids, compute, 64L * 1024 * 1024));
    }

    private static String few(int rows) {
        var csv = new StringBuilder("id,text\n");
        IntStream.range(0, rows).forEach(id -> csv.append(id).append(",text\n"));
        return csv.toString();
    }

    private static String many() {
        var random = new Random(1);
        var csv = new StringBuilder("id,text\n");
        var bytes = new byte[48];
        for (int id = 0; id < MANY; id++) {
            random.nextBytes(bytes);
            csv.append(id)
                    .append(',')
                    .append(Base64.getEncoder().encodeToString(bytes))
                    .append('\n');
        }
        return csv.toString();
    }

    private static String bad(int rows) {
        return "no number,text\n".repeat(rows);
    }

    private static void isAsRecorded(String function, RecordingClient recorder) throws IOException {
        var file = FOLDER.resolve(function + ".txt");
        var recorded = String.join("\n", recorder.calls()) + "\n";
        if (System.getProperty("calls.update") != null) {
            Files.writeString(file, recorded, UTF_8);
        }
        assertThat(recorded).as("%s; -Dcalls.update writes it anew", file).isEqualTo(Files.readString(file, UTF_8));
    }
}
