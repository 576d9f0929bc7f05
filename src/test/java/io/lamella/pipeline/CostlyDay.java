package io.lamella.pipeline;

import io.lamella.adapter.memory.MemoryQueue;
import io.lamella.adapter.memory.QueueSettings;
import io.lamella.core.cost.Requests;
import io.lamella.core.event.Messages;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;

/// A day of a lake, with a merge queue as it is in AWS and a sweep every 15 minutes: what each stage sends to S3, and how many
/// messages go through the queue.
final class CostlyDay {
    static final Duration LENGTH = Duration.ofDays(1);
    private static final Duration TICK = Duration.ofSeconds(30);
    private static final int TICKS_PER_SWEEP = 30;

    private final TestLake lake;
    private final StoreMeter meter;
    private final MergeRequests requests;
    private final MemoryQueue queue;
    private Requests ingest = new Requests(0, 0);
    private Requests publish = new Requests(0, 0);
    private Requests sweep = new Requests(0, 0);
    private int sent;
    private int received;
    private int sweeps;

    CostlyDay(TestLake lake, StoreMeter meter, Duration interval) {
        this.lake = lake;
        this.meter = meter;
        this.requests = new MergeRequests(interval);
        this.queue = new MemoryQueue(QueueSettings.fifo("merge").withDelay(requests.queueDelay()), lake.clock);
    }

    /// Lets objects land, evenly, and works until nothing is left to do.
    void pass(int objects, IntConsumer convert) {
        long ticks = LENGTH.dividedBy(TICK);
        int landed = 0;
        for (long tick = 0; tick < ticks || queue.depth() + queue.inFlight() > 0; tick++) {
            long due = Math.min(objects, objects * (tick + 1) / ticks);
            int first = landed;
            ingest = plus(ingest, sentBy(() -> {
                for (int object = first; object < due; object++) {
                    convert.accept(object);
                }
            }));
            landed = Math.toIntExact(due);
            publish = plus(publish, sentBy(this::publishWhatIsDue));
            if (tick < ticks && tick % TICKS_PER_SWEEP == TICKS_PER_SWEEP / 2) {
                sweep = plus(sweep, sentBy(() -> answer(lake.sweep().sweep(List.of(lake.dataset)))));
                sweeps++;
            }
            lake.clock.advance(TICK);
        }
    }

    private Requests sentBy(Runnable work) {
        var before = meter.read();
        work.run();
        return CostFormulaTest.charged(meter.read().since(before));
    }

    private void publishWhatIsDue() {
        send();
        for (var message : answer(queue.receive(10, Duration.ZERO))) {
            received++;
            answer(lake.compactor().compact(Messages.readMerge(message.body()), lake.dataset, lake.deadline()));
            send();
            answer(queue.acknowledge(message));
        }
    }

    private void send() {
        var now = lake.clock.instant();
        lake.requests.forEach(request -> answer(queue.send(requests.request(request, now))));
        sent += lake.requests.size();
        lake.requests.clear();
    }

    Requests ingest() {
        return ingest;
    }

    Requests publish() {
        return publish;
    }

    Requests sweep() {
        return sweep;
    }

    /// Requests to the queue: what is sent, and what is received and deleted.
    double messages() {
        return sent + 2.0 * received;
    }

    double received() {
        return received;
    }

    int sweeps() {
        return sweeps;
    }

    private static Requests plus(Requests one, Requests other) {
        return new Requests(one.puts() + other.puts(), one.gets() + other.gets());
    }

    private static <T> T answer(Uni<T> call) {
        return call.await().indefinitely();
    }
}
