package io.lamella.core.parquet;

/// A Parquet file is broken, or uses what Lamella does not read. The message says what, where, and what was found.
public final class ParquetFormatException extends RuntimeException {
    public ParquetFormatException(String message) {
        super(message);
    }

    public ParquetFormatException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Whether a file is to blame for a failure to read it: broken bytes bring whoever follows them to wrong offsets, lengths and numbers, too.
    public static boolean isOfTheFile(Throwable failure) {
        return failure instanceof ParquetFormatException
                || failure instanceof IllegalArgumentException
                || failure instanceof ArithmeticException
                || failure instanceof IndexOutOfBoundsException;
    }
}
