package io.lamella.core.parquet;

/// Where pages are compressed: at once, or beside the encoder. What comes of it is the same.
///
/// Work is done in the order in which it was begun, one piece at a time.
@FunctionalInterface
public interface Background {
    /// There is none: work is done at once, by whoever begins it.
    Background NONE = work -> {
        work.run();
        return () -> {};
    };

    /// Begins a piece of work. What it answers waits until the work is done, and throws what went wrong.
    Runnable begin(Runnable work);
}
