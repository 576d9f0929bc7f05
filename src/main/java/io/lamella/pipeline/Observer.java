package io.lamella.pipeline;

import java.util.List;
import java.util.Optional;

/// Is told what the pipeline does. Thread-safe: pieces of work go on side by side.
public interface Observer {
    /// For whoever does not care.
    Observer NONE = event -> {};

    /// Starts a piece of work. What belongs to a thread, such as the names of what it works on, may be set around it.
    ///
    /// @param trace where it is in a trace; empty if it is not traced
    default void start(Subject subject, Optional<TraceParent> trace, Runnable work) {
        work.run();
    }

    /// Is told of a piece of work that is over, on the thread on which it ended, so it must not take long.
    void observe(Event event);

    /// Tells each of them.
    static Observer all(List<Observer> observers) {
        return observers.stream().reduce(NONE, Observer::and);
    }

    private static Observer and(Observer one, Observer other) {
        return new Observer() {
            @Override
            public void start(Subject subject, Optional<TraceParent> trace, Runnable work) {
                one.start(subject, trace, () -> other.start(subject, trace, work));
            }

            @Override
            public void observe(Event event) {
                one.observe(event);
                other.observe(event);
            }
        };
    }
}
