package io.lamella.pipeline;

/// A message names a dataset that the configuration does not have (any more).
public final class UnknownDatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownDatasetException(String name) {
        super("the configuration has no dataset " + name
                + "; put it back to have the message handled, or remove the message from the queue");
    }
}
