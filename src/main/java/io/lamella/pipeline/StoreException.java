package io.lamella.pipeline;

/// A call to an object store that failed. The message names the object and the operation.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// What the failure says about the state of the store.
    public enum Reason {
        /// No such object (404).
        NOT_FOUND,
        /// The condition of a read or write did not hold (412). The write had no effect; but a retry inside the client may
        /// have met the effect of its own first try.
        PRECONDITION_FAILED,
        /// Another write got in between (409). The write had no effect; look again and begin a new upload.
        CONFLICT,
        /// The upload was aborted, or completed (404 NoSuchUpload).
        NO_SUCH_UPLOAD,
        /// The store refused for good: no permission, no such bucket, an invalid request. To try again is of no use before
        /// somebody has changed something.
        REFUSED,
        /// Anything else: a time-out, a reset, 5xx. Whether a write took effect is not known, and it may still do so.
        UNKNOWN
    }
}
