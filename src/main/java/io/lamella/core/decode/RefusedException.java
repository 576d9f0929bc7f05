package io.lamella.core.decode;

/// A source object that cannot be taken as a whole: a corrupt stream, a header without the columns, too many bad rows.
///
/// The message says what must hold, what was found, where, and the remedy. To try again is of no use.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /// @param reason a code of the field, such as `corrupt_gzip`, for counting and filtering
    public RefusedException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
