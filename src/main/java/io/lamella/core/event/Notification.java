package io.lamella.core.event;

import java.util.List;

/// What a notification asks for. Its parts are judged one by one, so that one bad record takes no other down.
///
/// @param created what is to be ingested, in the order of the notification
/// @param ignored what asks for nothing
/// @param malformed what cannot be understood; the message may not be acknowledged, so that it comes to the dead-letter queue
public record Notification(List<ObjectCreated> created, List<Ignored> ignored, List<Malformed> malformed) {
    public Notification {
        created = List.copyOf(created);
        ignored = List.copyOf(ignored);
        malformed = List.copyOf(malformed);
    }

    /// A part that asks for nothing.
    ///
    /// @param place where in the message, such as `Records[1]`; `message` for the whole
    public record Ignored(String place, String reason) {}

    /// A part that cannot be understood.
    ///
    /// @param place where in the message, such as `Records[1]`; `message` for the whole
    public record Malformed(String place, String reason) {}
}
