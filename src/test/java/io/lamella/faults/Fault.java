package io.lamella.faults;

/// What a proxy does to a request, or to the answer of one.
enum Fault {
    /// The connection is reset; the server never hears of the request.
    RESET_BEFORE,
    /// The server gets the beginning of the request and then the end of the connection, the client a reset.
    REQUEST_CUT,
    /// The server does what it is asked to, and the connection is reset before it answers.
    RESET_AFTER,
    /// The client gets the beginning of the answer and then the end of the connection.
    ANSWER_CUT,
    /// The client gets the beginning of the answer and then a reset.
    ANSWER_RESET,
    /// Everything goes well, but only after a few seconds.
    PAUSE,
    /// Nothing happens until the client gives up; the server never hears of the request.
    STALL_BEFORE,
    /// The server does what it is asked to, and the client never hears of it.
    STALL_AFTER,
    /// The client gets the beginning of the answer, and then nothing more.
    STALL_AMID,
    /// Told to slow down; the server never hears of the request.
    BUSY,
    /// Told of an error of the server, which did what it was asked to.
    ERROR_AFTER,
    /// A success with an error in its body, and without effect. Only for what S3 answers so: completing, and copying a part.
    ERROR_IN_SUCCESS_BEFORE,
    /// A success with an error in its body although it took effect.
    ERROR_IN_SUCCESS_AFTER,
    /// The connection is reset, and the request takes effect seconds later, when the client may have done something else.
    LATE,
    /// Everything goes well, and seconds later the same request takes effect once more, or meets what it finds then.
    TWICE;

    boolean befalls(HttpMessage request) {
        return switch (this) {
            case ERROR_IN_SUCCESS_BEFORE, ERROR_IN_SUCCESS_AFTER -> isAnsweredEarly(request);
            default -> true;
        };
    }

    /// Whether S3 sends `200` before it knows how the request ends.
    private static boolean isAnsweredEarly(HttpMessage request) {
        boolean completes =
                request.startLine().startsWith("POST ") && request.startLine().contains("uploadId=");
        return completes || request.header("x-amz-copy-source").isPresent();
    }
}
