package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.adapter.memory.MemoryQueue;
import io.lamella.adapter.memory.QueueSettings;
import io.lamella.pipeline.MessageQueue.Fifo;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.MessageQueue.Received;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollerTest {
    private static final Duration VISIBILITY = Duration.ofSeconds(30);
    private static final Duration LITTLE = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime();
    private final MemoryQueue deadLetters = new MemoryQueue(QueueSettings.standard("dead"), time, time);
    private final MemoryQueue queue = new MemoryQueue(
            QueueSettings.standard("queue").withVisibility(VISIBILITY).withDeadLetters(deadLetters, 3), time, time);
    private final MemoryQueue fifo = new MemoryQueue(QueueSettings.fifo("fifo").withVisibility(VISIBILITY), time, time);

    private final List<String> handled = new ArrayList<>();
    private final Map<String, UniEmitter<? super Void>> pending = new LinkedHashMap<>();

    @Test
    void acknowledgesWhatWasHandled() {
        start(queue, PollerSettings.standard(4, VISIBILITY), this::succeed);

        IntStream.range(0, 25).forEach(i -> send("m" + i));
        time.advance(LITTLE);

        assertThat(handled).hasSize(25).doesNotHaveDuplicates();
        assertThat(queue.depth() + queue.inFlight()).isZero();
    }

    @Test
    void findsWhatWasThereBefore() {
        send("early");

        start(queue, PollerSettings.standard(4, VISIBILITY), this::succeed);
        time.advance(LITTLE);

        assertThat(handled).containsExactly("early");
    }

    @Test
    void findsWhatComesAfterALongPause() {
        start(queue, PollerSettings.standard(4, VISIBILITY), this::succeed);
        time.advance(Duration.ofHours(1));

        send("late");
        time.advance(LITTLE);

        assertThat(handled).containsExactly("late");
    }

    @Test
    void handlesNoMoreAtATimeThanItMay() {
        start(queue, PollerSettings.standard(3, VISIBILITY), this::suspend);
        IntStream.range(0, 5).forEach(i -> send("m" + i));
        time.advance(LITTLE);

        assertThat(handled).containsExactly("m0", "m1", "m2");
        assertThat(queue.inFlight()).as("no message waits in the process").isEqualTo(3);

        succeed("m1");
        time.advance(LITTLE);
        assertThat(handled).containsExactly("m0", "m1", "m2", "m3");
    }

    @Test
    void keepsAMessageToItselfForAsLongAsTheWorkTakes() {
        start(queue, PollerSettings.standard(4, VISIBILITY), this::suspend);
        send("slow");
        time.advance(VISIBILITY.multipliedBy(20));
        assertThat(handled).containsExactly("slow");

        succeed("slow");
        time.advance(VISIBILITY.multipliedBy(2));

        assertThat(handled).containsExactly("slow");
        assertThat(queue.depth() + queue.inFlight()).isZero();
    }

    @Test
    void survivesHeartbeatsThatFail() {
        UnreliableQueue unreliable = new UnreliableQueue(queue);
        start(unreliable, PollerSettings.standard(4, VISIBILITY), this::suspend);
        send("slow");
        time.advance(LITTLE);

        for (int i = 0; i < 10; i++) {
            unreliable.failingExtends = 8;
            time.advance(VISIBILITY);
        }
        succeed("slow");
        time.advance(VISIBILITY.multipliedBy(2));

        assertThat(handled).containsExactly("slow");
        assertThat(queue.depth() + queue.inFlight()).isZero();
    }

    @Test
    void stopsTheHeartbeatOfWhatFailed() {
        start(queue, PollerSettings.standard(4, VISIBILITY), this::suspend);
        send("bad");
        time.advance(LITTLE);

        pending.remove("bad").fail(new IllegalStateException("no"));
        time.advance(VISIBILITY);

        assertThat(handled).containsExactly("bad", "bad");
    }

    @Test
    void goesOnWhenAMessageFailsUntilItIsADeadLetter() {
        start(queue, PollerSettings.standard(1, VISIBILITY), message -> {
            handled.add(message.body());
            return message.body().equals("bad")
                    ? Uni.createFrom().failure(new IllegalStateException("no"))
                    : Uni.createFrom().voidItem();
        });
        send("bad");
        send("good");
        time.advance(LITTLE);
        assertThat(handled).containsExactly("bad", "good");

        time.advance(VISIBILITY.multipliedBy(4));
        assertThat(handled).containsExactly("bad", "good", "bad", "bad");
        assertThat(queue.deadLetters()).containsExactly("bad");
    }

    @Test
    void takesAThrowForAFailure() {
        start(queue, PollerSettings.standard(1, VISIBILITY), message -> {
            handled.add(message.body());
            throw new IllegalStateException("thrown and not returned");
        });
        send("one");
        send("two");
        time.advance(LITTLE);

        assertThat(handled).containsExactly("one", "two");
        assertThat(queue.inFlight()).isEqualTo(2);
    }

    @Test
    void keepsTheOrderOfAGroupWhenAMessageFails() {
        List<Duration> times = new ArrayList<>();
        var begin = time.instant();
        start(fifo, PollerSettings.fifo(8, VISIBILITY), message -> {
            handled.add(message.body());
            times.add(Duration.between(begin, time.instant()));
            return message.body().equals("a1") && message.deliveries() < 3
                    ? Uni.createFrom().failure(new IllegalStateException("not yet"))
                    : Uni.createFrom().voidItem();
        });
        send("a1", "a");
        send("a2", "a");
        send("b1", "b");
        time.advance(VISIBILITY);

        assertThat(handled).containsExactly("a1", "b1", "a1", "a1", "a2");
        assertThat(times.get(2)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
        assertThat(times.get(3)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(16));
    }

    @Test
    void handlesOneMessageOfAGroupAtATime() {
        start(fifo, PollerSettings.fifo(8, VISIBILITY), this::suspend);
        send("a1", "a");
        send("a2", "a");
        send("b1", "b");
        time.advance(VISIBILITY.multipliedBy(3));
        assertThat(handled).containsExactly("a1", "b1");

        succeed("a1");
        time.advance(LITTLE);
        assertThat(handled).containsExactly("a1", "b1", "a2");
    }

    @Test
    void backsOffWhenTheQueueCannotBeReached() {
        UnreliableQueue unreliable = new UnreliableQueue(queue);
        unreliable.failingReceives = Integer.MAX_VALUE;
        start(unreliable, PollerSettings.standard(4, VISIBILITY), this::succeed);
        send("one");

        time.advance(Duration.ofMinutes(10));
        assertThat(unreliable.receives).isBetween(20, 50);

        unreliable.failingReceives = 0;
        time.advance(Duration.ofSeconds(30));
        assertThat(handled).containsExactly("one");
    }

    @Test
    void letsAMessageComeBackThatCouldNotBeAcknowledged() {
        UnreliableQueue unreliable = new UnreliableQueue(queue);
        unreliable.failingAcknowledgements = 1;
        start(unreliable, PollerSettings.standard(4, VISIBILITY), this::succeed);
        send("one");

        time.advance(VISIBILITY.plus(LITTLE));

        assertThat(handled).containsExactly("one", "one");
        assertThat(queue.depth() + queue.inFlight()).isZero();
    }

    @Test
    void doesNotHurryAQueueThatDoesNotWait() {
        UnreliableQueue impatient = new UnreliableQueue(new MemoryQueue(QueueSettings.standard("queue"), time));
        start(impatient, PollerSettings.standard(4, VISIBILITY), this::succeed);

        time.advance(Duration.ofSeconds(10));

        assertThat(impatient.receives).isBetween(10, 100);
    }

    @Test
    void stopsWhenTheWorkInFlightIsDone() {
        Poller poller = start(queue, PollerSettings.standard(2, VISIBILITY), this::suspend);
        IntStream.range(0, 3).forEach(i -> send("m" + i));
        time.advance(LITTLE);

        UniAssertSubscriber<Void> stopping = poller.stop().subscribe().withSubscriber(UniAssertSubscriber.create());
        succeed("m0");
        time.advance(VISIBILITY.multipliedBy(2));
        stopping.assertNotTerminated();
        succeed("m1");

        stopping.assertCompleted();
        time.advance(VISIBILITY.multipliedBy(2));
        assertThat(handled).containsExactly("m0", "m1");
        assertThat(queue.waiting()).containsExactly("m2");
    }

    @Test
    void stopsAtOnceWhenNothingIsInFlightAndGivesBackWhatStillComes() {
        Poller poller = start(queue, PollerSettings.standard(2, VISIBILITY), this::suspend);
        time.advance(LITTLE);

        poller.stop().subscribe().withSubscriber(UniAssertSubscriber.create()).assertCompleted();
        send("late");
        time.advance(LITTLE);

        assertThat(handled).isEmpty();
        assertThat(queue.waiting()).containsExactly("late");
    }

    @Test
    void refusesToStartTwice() {
        Poller poller = start(queue, PollerSettings.standard(2, VISIBILITY), this::succeed);

        assertThatThrownBy(poller::start).isInstanceOf(IllegalStateException.class);
    }

    private Poller start(MessageQueue from, PollerSettings settings, Poller.Handler handler) {
        Poller poller = new Poller(from, handler, settings, time, new java.util.Random(0));
        poller.start();
        time.settle();
        return poller;
    }

    private Uni<Void> succeed(Received message) {
        handled.add(message.body());
        return Uni.createFrom().voidItem();
    }

    /// Handles a message until the test says that it succeeds.
    private Uni<Void> suspend(Received message) {
        handled.add(message.body());
        return Uni.createFrom().emitter(emitter -> pending.put(message.body(), emitter));
    }

    private void succeed(String body) {
        pending.remove(body).complete(null);
    }

    private void send(String body) {
        queue.send(new Outgoing(body, Optional.empty())).await().atMost(LITTLE);
    }

    private void send(String body, String group) {
        fifo.send(new Outgoing(body, Optional.of(new Fifo(group, body))))
                .await()
                .atMost(LITTLE);
    }
}
