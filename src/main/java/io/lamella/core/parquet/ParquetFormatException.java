package io.lamella.core.parquet;

/// A Parquet file is broken, or uses what Lamella does not read. The message says what, where, and what was found.
public final class ParquetFormatException extends RuntimeException {
    public ParquetFormatException(String message) {
        super(message);
    }

    public ParquetFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
