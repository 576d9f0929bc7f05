package io.lamella.pipeline;

import org.jspecify.annotations.Nullable;

/// A call to a queue that failed. The message names the queue and the operation.
public final class QueueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public QueueException(String message) {
        super(message);
    }

    public QueueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
