package io.lamella.faults;

import io.lamella.adapter.sqs.LocalSqs;
import io.lamella.pipeline.MessageQueue;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.MessageQueue.Received;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The queues between the workers, past the proxies.
final class Queues {
    private static final Duration VISIBILITY = Duration.ofSeconds(6);
    private static final int DELIVERIES = 4;

    private final LocalSqs sqs;
    private final LocalSqs.Created ingest;
    private final LocalSqs.Created merge;
    private int redriven;

    Queues(LocalSqs sqs) {
        this.sqs = sqs;
        this.ingest = sqs.create("ingest", false, VISIBILITY, Duration.ZERO, DELIVERIES);
        this.merge = sqs.create("merge", true, VISIBILITY, Duration.ofSeconds(1), DELIVERIES);
    }

    MessageQueue ingest() {
        return ingest.queue(sqs);
    }

    String ingestUrl() {
        return ingest.url();
    }

    String mergeUrl() {
        return merge.url();
    }

    /// Dead letters that were sent back.
    int redriven() {
        return redriven;
    }

    /// Sends dead letters of the ingest queue back, as an operator does who has mended what was wrong. Those of the merge
    /// queue stay: the sweeper has to make up for them.
    void redrive() {
        for (var messages = deadLetters(); !messages.isEmpty(); messages = deadLetters()) {
            for (var message : messages) {
                ingest().send(new Outgoing(message.body(), Optional.empty()))
                        .await()
                        .indefinitely();
                ingest.deadLetters(sqs).acknowledge(message).await().indefinitely();
                redriven++;
            }
        }
    }

    private List<Received> deadLetters() {
        return ingest.deadLetters(sqs).receive(10, Duration.ZERO).await().indefinitely();
    }

    /// Whether no message waits, is delayed, or is in flight, dead letters to be redriven included.
    boolean isEmpty() {
        return sqs.isEmpty(ingest.url()) && sqs.isEmpty(ingest.deadLetterUrl()) && sqs.isEmpty(merge.url());
    }
}
