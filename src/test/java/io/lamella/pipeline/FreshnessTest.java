package io.lamella.pipeline;

import static io.lamella.pipeline.TestLake.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.memory.MemoryQueue;
import io.lamella.adapter.memory.QueueSettings;
import io.lamella.core.event.MergeRequest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How long rows wait, with a queue as it is in AWS, and without a sweeper.
class FreshnessTest {
    private static final Duration TICK = Duration.ofSeconds(30);
    private static final int TICKS_PER_TURN = 100;
    private static final int TURNS = 12;

    private final TestLake lake = new TestLake();
    private final MergeRequests requests = new MergeRequests(lake.dataset.freshness());
    private final MemoryQueue queue =
            new MemoryQueue(QueueSettings.fifo("merge").withDelay(requests.queueDelay()), lake.clock);
    private int objects;
    private int sent;
    private int again;

    /// Arrivals within five minutes share a request, and the rows of the first may be published before it comes.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noRowWaitsMuchLongerThanItMay(long seed) {
        var random = new SplittableRandom(seed);
        var longest = Duration.ZERO;
        for (int tick = 0; tick < TURNS * TICKS_PER_TURN; tick++) {
            // By turns many, some, few and none, for 50 minutes each.
            int turn = tick / TICKS_PER_TURN % 4;
            if (turn < 3 && random.nextInt(4 + 10 * turn) == 0) {
                land();
            }
            work();
            for (var staged : lake.list("staged/")) {
                var age = Duration.between(staged.lastModified(), lake.clock.instant());
                longest = age.compareTo(longest) > 0 ? age : longest;
            }
            lake.clock.advance(TICK);
        }
        assertThat(longest)
                .as("the longest wait with seed %d", seed)
                .isLessThan(lake.dataset.freshness().plus(requests.queueDelay()));
        assertThat(lake.list("staged/")).as("staged with seed %d", seed).isEmpty();
        assertThat(lake.ids()).isEqualTo(range(0, objects));
        // One in five minutes at most, and one more for each interval that ends within them.
        assertThat(sent).isLessThan(TURNS * (TICKS_PER_TURN / 10 + TICKS_PER_TURN / 20));
    }

    @Test
    void asksForWhatIsDueWhenTheNextRequestComes() {
        lake.freshenEvery(Duration.ofHours(1));
        land();
        lake.requests.clear();

        lake.clock.advance(Duration.ofHours(1).minus(TestLake.REQUEST_DELAY).minusSeconds(1));
        compact();
        assertThat(lake.requests).as("much too early").isEmpty();

        lake.clock.advance(Duration.ofSeconds(1));
        compact();
        assertThat(lake.requests).as("a little too early").hasSize(1);

        lake.clock.advance(TestLake.REQUEST_DELAY);
        assertThat(compact().published()).hasSize(1);
        assertThat(lake.requests).as("nothing is left").hasSize(1);
    }

    private void land() {
        lake.convert(lake.land("a" + objects, objects, objects + 1, "x"));
        objects++;
    }

    /// Sends what was asked for, and does what arrives.
    private void work() {
        send();
        for (var message : answer(queue.receive(10, Duration.ZERO))) {
            compact();
            send();
            answer(queue.acknowledge(message));
        }
    }

    private void send() {
        int before = queue.depth();
        var now = lake.clock.instant();
        lake.requests.forEach(request -> answer(queue.send(requests.request(request, now))));
        lake.requestedAgain.forEach(request -> answer(queue.send(requests.again(request, "attempt-" + ++again))));
        sent += queue.depth() - before;
        lake.requests.clear();
        lake.requestedAgain.clear();
    }

    private Compact.Report compact() {
        return answer(lake.compactor().compact(new MergeRequest("t", ""), lake.dataset, lake.deadline()));
    }

    private static <T> T answer(Uni<T> call) {
        return call.await().indefinitely();
    }
}
