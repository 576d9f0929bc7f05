package io.lamella.pipeline;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What a piece of work goes by.
///
/// @param store counts what is asked of it
/// @param trace what a message carries that the work sends; asked for anew at each
/// @param soFar is told what has come of it, as often as that changes, so that it is known should the work fail after that
public record Work(ObjectStore store, Supplier<Optional<TraceParent>> trace, Consumer<Event.Result> soFar) {
    /// Work that nobody watches.
    public static Work unwatched(ObjectStore store) {
        return new Work(store, Optional::empty, result -> {});
    }
}
