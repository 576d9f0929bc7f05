package io.lamella.pipeline;

import java.util.List;
import java.util.stream.Collectors;

/// A message of which some part could not be handled. It must not be acknowledged: it is delivered again, and after some
/// tries goes to the dead-letter queue. What could be handled was, and is not done twice.
public final class UnhandledMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnhandledMessageException(List<Throwable> failures) {
        super(
                failures.stream().map(UnhandledMessageException::text).collect(Collectors.joining("; ")),
                failures.getFirst());
        failures.stream().skip(1).forEach(this::addSuppressed);
    }

    private static String text(Throwable failure) {
        var message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
