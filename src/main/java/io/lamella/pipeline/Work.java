package io.lamella.pipeline;

import java.util.Optional;
import java.util.function.Supplier;

/// What a piece of work goes by.
///
/// @param store counts what is asked of it
/// @param trace what a message carries that the work sends; asked for anew at each
public record Work(ObjectStore store, Supplier<Optional<TraceParent>> trace) {}
