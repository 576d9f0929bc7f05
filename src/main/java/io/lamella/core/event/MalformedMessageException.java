package io.lamella.core.event;

/// A message between the stages that cannot be understood. It is not acknowledged, so that it comes to the dead-letter queue.
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedMessageException(String message) {
        super(message);
    }
}
