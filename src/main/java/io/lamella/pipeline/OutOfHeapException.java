package io.lamella.pipeline;

/// The memory that the process may have did not suffice. What it worked on comes back, and would fail like this again and again.
public final class OutOfHeapException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final long MIB = 1024 * 1024;

    private OutOfHeapException(OutOfMemoryError failure) {
        super(
                "there was not enough memory (%s), with a heap of %d MiB at most; give the process more, or make row groups smaller"
                        .formatted(failure.getMessage(), Runtime.getRuntime().maxMemory() / MIB),
                failure);
    }

    /// A failure, in words that say what to do if memory did not suffice.
    public static Throwable explained(Throwable failure) {
        return failure instanceof OutOfMemoryError error ? new OutOfHeapException(error) : failure;
    }
}
