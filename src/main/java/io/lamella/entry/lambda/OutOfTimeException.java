package io.lamella.entry.lambda;

import io.smallrye.mutiny.Uni;

/// The invocation is about to end before a message was handled; it is delivered again.
final class OutOfTimeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfTimeException() {
        super(
                "the function's time was up; give it a longer timeout, more memory (and with it more of a CPU), or smaller"
                        + " batches");
    }

    static <T> Uni<T> now() {
        return Uni.createFrom().failure(OutOfTimeException::new);
    }
}
