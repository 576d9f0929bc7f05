package io.lamella.pipeline;

/// Is told what the pipeline did, when it is done. Thread-safe: pieces of work end side by side.
public interface Observer {
    /// For whoever does not care.
    Observer NONE = event -> {};

    /// Is called on the thread on which the work ended, so it must not take long.
    void observe(Event event);
}
