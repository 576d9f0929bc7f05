package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.adapter.memory.MemoryQueue;
import io.lamella.adapter.memory.QueueSettings;
import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Dataset;
import io.lamella.pipeline.FaultyStore.CrashException;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.MessageQueue.Received;
import io.lamella.pipeline.Redrive.Fate;
import io.lamella.pipeline.Redrive.Moved;
import io.lamella.pipeline.StoreException.Reason;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RedriveTest {
    private static final OptionalInt FIVE = OptionalInt.of(5);

    private final TestLake lake = new TestLake();
    private final MemoryQueue queue = new MemoryQueue(QueueSettings.standard("ingest"), lake.clock);
    private final MemoryQueue deadLetters = new MemoryQueue(QueueSettings.standard("dead"), lake.clock);
    private final MemoryQueue mergeQueue = new MemoryQueue(QueueSettings.fifo("merge"), lake.clock);
    private final MemoryQueue mergeDeadLetters = new MemoryQueue(QueueSettings.fifo("merge-dead"), lake.clock);
    private int ids;

    private DeadLetters letters() {
        return new DeadLetters(
                lake.lake(),
                new Datasets(List.of(lake.dataset)),
                new MergeRequests(Duration.ofMinutes(10)),
                () -> "id-" + ++ids);
    }

    private List<Moved> redrive(boolean dryRun, Predicate<DeadLetter> selected) {
        return redrive(deadLetters, queue, letters()::ofIngest, selected, dryRun);
    }

    private static List<Moved> redrive(
            MessageQueue from,
            MessageQueue to,
            BiFunction<Received, OptionalInt, Uni<DeadLetter>> why,
            Predicate<DeadLetter> selected,
            boolean dryRun) {
        return new Redrive(from, to, message -> why.apply(message, FIVE), selected, dryRun)
                .run()
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    private void die(String body) {
        deadLetters.send(new Outgoing(body, Optional.empty())).await().indefinitely();
    }

    private SliceTask dead(String key, String text) {
        var task = lake.land(key, text);
        die(Messages.write(task));
        return task;
    }

    private static String reason(Moved moved) {
        return moved.letter().what().getFirst().reason();
    }

    @Test
    void movesWhatFailedWithoutAReceipt() {
        var task = dead("a", "id,name\n1,x\n");

        var moved = redrive(false, letter -> true);

        assertThat(moved).singleElement().satisfies(one -> {
            assertThat(one.fate()).isEqualTo(Fate.MOVED);
            assertThat(one.letter().what().getFirst().subject()).isEqualTo("s3://landing/a, dataset t");
            assertThat(reason(one)).isEqualTo("no receipt: failed 5 times; see the log of ingest");
        });
        assertThat(queue.waiting()).containsExactly(Messages.write(task));
        assertThat(deadLetters.depth() + deadLetters.inFlight()).isZero();
    }

    @Test
    void leavesWhatWouldBeRefusedAgainAndMovesItOnceTheConfigurationIsAnother() {
        lake.limitBadRows(new Dataset.BadRows(Optional.of(0L), Optional.empty()));
        lake.convert(dead("a", "id,name\nbad,x\n"));

        assertThat(redrive(false, letter -> true)).singleElement().satisfies(one -> {
            assertThat(one.fate()).isEqualTo(Fate.STAYED);
            assertThat(reason(one))
                    .startsWith("REFUSED: more rows were rejected than the limit of 0")
                    .contains("refused again");
        });
        assertThat(deadLetters.depth()).isEqualTo(1);

        lake.limitBadRows(new Dataset.BadRows(Optional.of(1L), Optional.empty()));
        assertThat(redrive(false, letter -> true)).singleElement().satisfies(one -> {
            assertThat(one.fate()).isEqualTo(Fate.MOVED);
            assertThat(reason(one)).startsWith("REFUSED under another configuration: more rows were rejected");
        });
        assertThat(lake.handle(queue.waiting().getFirst(), lake.stages())).hasSize(1);
    }

    @Test
    void onlyTellsInADryRunAndGivesAllBack() {
        for (int i = 0; i < 25; i++) {
            dead("a" + i, "id,name\n" + i + ",x\n");
        }

        assertThat(redrive(true, letter -> true)).hasSize(25).allMatch(one -> one.fate() == Fate.MOVED);
        assertThat(queue.depth()).isZero();
        assertThat(deadLetters.depth()).isEqualTo(25);
        assertThat(deadLetters.inFlight()).isZero();
        assertThat(redrive(false, letter -> true)).hasSize(25);
        assertThat(queue.depth()).isEqualTo(25);
    }

    /// Those that were looked at come again before the last was.
    @Test
    void looksAtAllHoweverLongThatTakes() {
        for (int i = 0; i < 30; i++) {
            dead("a" + i, "id,name\n" + i + ",x\n");
        }

        var looked = redrive(true, letter -> {
            lake.clock.advance(Duration.ofMinutes(2));
            return true;
        });

        assertThat(looked.stream().map(one -> one.letter().what().getFirst().subject()))
                .hasSize(30)
                .doesNotHaveDuplicates();
        assertThat(deadLetters.depth()).isEqualTo(30);
    }

    @Test
    void givesAllBackThatItSawWhenItFails() {
        for (int i = 0; i < 5; i++) {
            dead("a" + i, "id,name\n" + i + ",x\n");
        }
        var looks = new AtomicInteger();

        assertThatThrownBy(() -> redrive(
                        deadLetters,
                        queue,
                        (message, deliveries) -> looks.incrementAndGet() < 3
                                ? letters().ofIngest(message, deliveries)
                                : Uni.createFrom().failure(new StoreException(Reason.REFUSED, "access denied")),
                        letter -> false,
                        false))
                .hasMessage("access denied");
        assertThat(deadLetters.depth()).isEqualTo(5);
        assertThat(deadLetters.inFlight()).isZero();
    }

    @Test
    void movesWhatIsSelected() {
        dead("a", "id,name\n1,x\n");
        var b = dead("b", "id,name\n2,x\n");

        redrive(false, letter -> letter.objects().contains(new Location(TestLake.LANDING, "b")));

        assertThat(queue.waiting()).containsExactly(Messages.write(b));
        assertThat(deadLetters.depth()).isEqualTo(1);
    }

    @Test
    void tellsOfEachObjectOfANotification() {
        var task = lake.land("a b", 0, 3, "x");
        lake.convert(task);
        die("""
                {"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"landing"},
                "object":{"key":"a+b","size":%d,"eTag":"%s"}}},
                {"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"landing"},
                "object":{"key":"gone"}}}]}""".formatted(task.source().size(), task.source().etag()));

        assertThat(redrive(true, letter -> true)).singleElement().satisfies(one -> {
            assertThat(one.fate()).isEqualTo(Fate.MOVED);
            assertThat(one.letter().what().stream().map(DeadLetter.Part::reason))
                    .containsExactly("it was converted meanwhile, 3 rows", "it is gone");
        });
    }

    @Test
    void leavesWhatCannotBeUnderstoodOrHasNoDataset() {
        die("no JSON");
        die(
                "{\"lamella\":1,\"type\":\"slice\",\"dataset\":\"gone\",\"bucket\":\"landing\",\"key\":\"a\",\"etag\":\"e\","
                        + "\"size\":1,\"offset\":0,\"length\":1}");

        assertThat(redrive(false, letter -> true))
                .allMatch(one -> one.fate() == Fate.STAYED)
                .extracting(RedriveTest::reason)
                .containsExactly(
                        "cannot be understood: it is not a JSON object",
                        "there is no dataset gone in this configuration");
        assertThat(deadLetters.depth()).isEqualTo(2);
    }

    @Test
    void asksForMergesAgainWithIdsOfTheirOwn() {
        var requests = new MergeRequests(Duration.ofMinutes(10));
        var request = new MergeRequest("t", "day=1");
        // The merge queue would take the same id for a repetition.
        var first = requests.request(request, lake.clock.instant());
        mergeQueue.send(first).await().indefinitely();
        mergeDeadLetters.send(first).await().indefinitely();
        mergeDeadLetters
                .send(new Outgoing("no JSON", first.fifo().map(fifo -> new MessageQueue.Fifo("g", "d"))))
                .await()
                .indefinitely();

        var moved = redrive(mergeDeadLetters, mergeQueue, letters()::ofMerge, letter -> true, false);

        assertThat(moved).extracting(Moved::fate).containsExactly(Fate.MOVED, Fate.STAYED);
        assertThat(moved.getFirst().letter().what().getFirst().subject()).isEqualTo("merge of t/day=1");
        assertThat(mergeQueue.waiting()).containsExactly(first.body(), first.body());
    }

    @Test
    void losesNothingWhenItIsKilledInBetween() {
        var task = dead("a", "id,name\n1,x\n");
        var dying = new Redrive(
                deadLetters,
                new MessageQueueThatDies(queue),
                message -> letters().ofIngest(message, FIVE),
                letter -> true,
                false);

        assertThatThrownBy(() -> dying.run().collect().asList().await().indefinitely())
                .isInstanceOf(CrashException.class);
        lake.clock.advance(Duration.ofMinutes(1));
        redrive(false, letter -> true);

        assertThat(queue.waiting()).containsExactly(Messages.write(task), Messages.write(task));
        queue.waiting().forEach(body -> lake.handle(body, lake.stages()));
        lake.compact();
        assertThat(lake.ids()).containsExactly(1L);
    }

    /// Whoever sends is gone right after the message is there.
    private record MessageQueueThatDies(MessageQueue queue) implements MessageQueue {
        @Override
        public Uni<Void> send(Outgoing message) {
            return queue.send(message).invoke(() -> {
                throw new CrashException();
            });
        }

        @Override
        public Uni<List<Received>> receive(int max, Duration wait) {
            return queue.receive(max, wait);
        }

        @Override
        public Uni<Void> acknowledge(Received message) {
            return queue.acknowledge(message);
        }

        @Override
        public Uni<Void> extend(Received message, Duration visibility) {
            return queue.extend(message, visibility);
        }
    }
}
