package io.lamella.adapter.jdbc;

/// A database did not do what was asked of it, or its result cannot be taken. Its message holds no secret.
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(String message) {
        super(message);
    }

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
