package io.lamella.pipeline;

import io.lamella.pipeline.StoreException.Reason;
import java.util.EnumSet;
import java.util.Set;

/// What a failed call to a store means for what comes next.
final class Failures {
    /// What was looked at has changed, or whether a write took effect is not known: look again (I7).
    private static final Set<Reason> LOOK_AGAIN = EnumSet.of(
            Reason.NOT_FOUND, Reason.PRECONDITION_FAILED, Reason.CONFLICT, Reason.NO_SUCH_UPLOAD, Reason.UNKNOWN);

    private Failures() {}

    static boolean isNotFound(Throwable failure) {
        return has(failure, Reason.NOT_FOUND);
    }

    static boolean isOtherVersion(Throwable failure) {
        return has(failure, Reason.PRECONDITION_FAILED);
    }

    static boolean isUploadGone(Throwable failure) {
        return has(failure, Reason.NO_SUCH_UPLOAD);
    }

    static boolean asksToLookAgain(Throwable failure) {
        return failure instanceof StoreException store && LOOK_AGAIN.contains(store.reason());
    }

    private static boolean has(Throwable failure, Reason reason) {
        return failure instanceof StoreException store && store.reason() == reason;
    }
}
