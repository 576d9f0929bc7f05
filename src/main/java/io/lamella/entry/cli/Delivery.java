package io.lamella.entry.cli;

import io.lamella.pipeline.Backlog;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// The way of messages to whoever converts what they name.
interface Delivery extends AutoCloseable {
    /// Puts a message into the ingest queue.
    Uni<Void> send(String body);

    /// To be passed before messages are sent.
    Backlog.Gate gate();

    /// Where the messages go, for people.
    String target();

    /// Waits until all that was sent is in the tables, if it is for this process to see to that, and answers what went wrong.
    List<String> finish(ProgressLine progress) throws InterruptedException;

    @Override
    void close();
}
