package io.lamella.pipeline;

import io.lamella.pipeline.MessageQueue.Outgoing;
import java.util.List;
import java.util.Optional;

/// A message that was given up, and why.
///
/// @param what it asks for, one line for each part
/// @param objects that it speaks of; empty for a request to merge
/// @param sentAgain what to put into the queue in its place; empty if that is of no use before something is changed
public record DeadLetter(List<Part> what, List<Location> objects, Optional<Outgoing> sentAgain) {
    public DeadLetter {
        what = List.copyOf(what);
        objects = List.copyOf(objects);
    }

    /// @param subject the object or the partition
    /// @param reason why it was given up
    public record Part(String subject, String reason) {}
}
