package io.lamella.pipeline;

/// Something went wrong in a folder that others write to. The next run takes it up again.
public final class MergeFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MergeFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
