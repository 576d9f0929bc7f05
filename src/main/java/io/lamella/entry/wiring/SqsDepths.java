package io.lamella.entry.wiring;

import io.lamella.adapter.sqs.SqsQueue;
import io.lamella.adapter.sqs.SqsQueue.Depth;
import io.lamella.pipeline.QueueException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/// How full the queues of a worker are, and the dead-letter queues that belong to them, where they may be seen.
final class SqsDepths {
    /// However often somebody asks: four requests at a time.
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Uni<List<QueueDepth>> queues;

    SqsDepths(SqsAsyncClient client, SqsQueue ingest, SqsQueue merge) {
        queues = Uni.join()
                .all(
                        new Counted("ingest", ingest, deadLetters(client, ingest)).depth(),
                        new Counted("merge", merge, deadLetters(client, merge)).depth())
                .andFailFast()
                .memoize()
                .forFixedDuration(PAUSE);
    }

    /// Found once.
    private static Uni<Optional<SqsQueue>> deadLetters(SqsAsyncClient client, SqsQueue queue) {
        return queue.deadLetters()
                .map(found -> found.map(dead -> new SqsQueue(client, dead.url())))
                .onFailure(QueueException.class)
                .recoverWithItem(Optional.empty())
                .memoize()
                .indefinitely();
    }

    Uni<List<QueueDepth>> queues() {
        return queues;
    }

    private record Counted(String name, SqsQueue queue, Uni<Optional<SqsQueue>> deadLetters) {
        Uni<QueueDepth> depth() {
            var givenUp = deadLetters
                    .chain(found -> found.map(
                                    dead -> dead.depth().map(Depth::waiting).map(OptionalLong::of))
                            .orElseGet(() -> Uni.createFrom().item(OptionalLong.empty())))
                    .onFailure(QueueException.class)
                    .recoverWithItem(OptionalLong.empty());
            return queue.depth()
                    .chain(depth -> givenUp.map(dead -> new QueueDepth(name, depth.waiting(), depth.inFlight(), dead)));
        }
    }
}
