package io.lamella.pipeline.foreign;

import io.lamella.pipeline.Location;
import org.jspecify.annotations.Nullable;

/// A merged file does not hold the rows that it should. It is removed again, and the files whose place it should have taken stay.
public final class MergeCheckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MergeCheckException(Location merged, @Nullable String what, @Nullable Throwable cause) {
        super(
                merged + " was merged wrongly: " + what + ". It is removed, and nothing else was; please report this",
                cause);
    }
}
