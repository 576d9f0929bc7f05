package io.lamella.entry.cli;

import io.lamella.entry.wiring.SqsQueues;
import io.lamella.pipeline.Backlog;
import io.lamella.pipeline.MessageQueue;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// Into an ingest queue of SQS, behind which the workers of the lake are.
final class QueueDelivery implements Delivery {
    private final SqsQueues queues = new SqsQueues();
    private final String url;
    private final MessageQueue queue;
    private final Backlog.Gate gate;

    QueueDelivery(String url, Backlog.Gate gate) {
        this.url = url;
        this.gate = gate;
        this.queue = open(url);
    }

    private MessageQueue open(String queueUrl) {
        try {
            return queues.open(queueUrl);
        } catch (RuntimeException e) {
            queues.close();
            throw e;
        }
    }

    @Override
    public Uni<Void> send(String body) {
        return queue.send(new Outgoing(body, Optional.empty()));
    }

    @Override
    public Backlog.Gate gate() {
        return gate;
    }

    @Override
    public String target() {
        return url;
    }

    /// What comes of the messages is for the workers to see to.
    @Override
    public List<String> finish(ProgressLine progress) {
        return List.of();
    }

    @Override
    public void close() {
        queues.close();
    }
}
