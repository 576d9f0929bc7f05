package io.lamella.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.MessageQueue.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [MessageQueue] does that keeps groups in order.
abstract class FifoQueueContract extends QueueFixture {
    @Test
    void keepsTheOrderWithinAGroup() {
        MessageQueue queue = fifo(LONG);
        List<String> sent = IntStream.range(0, 5).mapToObj(i -> "m" + i).toList();
        sent.forEach(body -> send(queue, body, "group", body));

        List<String> delivered = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            Received received = receiveOne(queue);
            delivered.add(received.body());
            wait(queue.acknowledge(received));
        }

        assertThat(delivered).isEqualTo(sent);
    }

    @Test
    void blocksAGroupWhileOneOfItsMessagesIsInFlight() {
        MessageQueue queue = fifo(LONG);
        send(queue, "a1", "a", "1");
        send(queue, "a2", "a", "2");
        send(queue, "b1", "b", "3");

        Received a1 = receiveOne(queue);
        Received b1 = receiveOne(queue);
        assertThat(List.of(a1.body(), b1.body())).containsExactly("a1", "b1");
        assertThat(wait(queue.receive(10, NONE))).isEmpty();

        wait(queue.acknowledge(a1));
        assertThat(receiveOne(queue).body()).isEqualTo("a2");
    }

    @Test
    void keepsTheOrderWithinAGroupWhenAMessageComesBack() {
        MessageQueue queue = fifo(LONG);
        send(queue, "first", "group", "1");
        send(queue, "second", "group", "2");

        wait(queue.extend(receiveOne(queue), NONE));

        assertThat(receiveOne(queue).body()).isEqualTo("first");
    }

    @Test
    void blocksAGroupUntilAFailedMessageComesBack() {
        MessageQueue queue = fifo(LONG);
        send(queue, "first", "group", "1");
        send(queue, "second", "group", "2");

        wait(queue.extend(receiveOne(queue), SHORT.multipliedBy(2)));
        assertThat(wait(queue.receive(10, NONE))).isEmpty();
        pass(SHORT.multipliedBy(2));

        assertThat(receiveOne(queue).body()).isEqualTo("first");
    }

    @Test
    void dropsDoubles() {
        MessageQueue queue = fifo(LONG);
        send(queue, "one", "a", "same");
        send(queue, "two", "a", "same");
        send(queue, "three", "b", "same");

        assertThat(wait(queue.receive(10, POLL))).extracting(Received::body).containsExactly("one");
    }

    @Test
    void dropsDoublesOfWhatIsAcknowledged() {
        MessageQueue queue = fifo(LONG);
        send(queue, "one", "a", "same");
        wait(queue.acknowledge(receiveOne(queue)));

        send(queue, "two", "a", "same");

        assertThat(receiveFor(queue, SHORT)).isEmpty();
    }

    @Test
    void unblocksAGroupWhoseFirstMessageIsGivenUp() {
        Queues queues = create(true, LONG, NONE, 1);
        send(queues.queue(), "poison", "group", "1");
        send(queues.queue(), "sound", "group", "2");
        wait(queues.queue().extend(receiveOne(queues.queue()), NONE));

        assertThat(receiveOne(queues.queue()).body()).isEqualTo("sound");
        assertThat(receiveOne(queues.deadLetters()).body()).isEqualTo("poison");
    }

    @Test
    void delaysAFifoQueueAsAWhole() {
        MessageQueue queue = create(true, LONG, SHORT, MANY).queue();
        send(queue, "one", "group", "1");

        assertThat(wait(queue.receive(10, NONE))).isEmpty();
        pass(SHORT);

        assertThat(receiveOne(queue).body()).isEqualTo("one");
    }

    @Test
    void refusesAMessageWithoutAGroupInAFifoQueue() {
        assertFails(fifo(LONG).send(new Outgoing("body", Optional.empty())));
    }
}
