package io.lamella.pipeline;

import java.time.Duration;

/// An attempt that took longer than an attempt may. Whoever delivered it, delivers it again.
public final class AttemptTooOldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AttemptTooOldException(String source, Duration limit) {
        super("the attempt to convert " + source + " took longer than " + limit
                + "; it gave up so that it cannot get in the way of a later one. Give the worker more memory (and with it"
                + " more of a CPU), or cut the object into smaller ones");
    }
}
