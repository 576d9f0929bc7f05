package io.lamella.adapter.local;

import static io.lamella.pipeline.StoreException.Reason.NOT_FOUND;
import static io.lamella.pipeline.StoreException.Reason.REFUSED;
import static io.lamella.pipeline.StoreException.Reason.UNKNOWN;

import io.lamella.pipeline.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Objects;

/// What an error of the file system means to the caller of a store.
final class Failure {
    private Failure() {}

    /// @param call what was tried, with the object's name
    static StoreException of(IOException error, String call) {
        String detail = call + " failed: " + error;
        return switch (error) {
            case NoSuchFileException _ -> new StoreException(NOT_FOUND, detail, error);
            case AccessDeniedException _ ->
                new StoreException(
                        REFUSED, detail + ". Give this process the right to read and write below the root", error);
            case AtomicMoveNotSupportedException _ ->
                new StoreException(
                        REFUSED,
                        detail + ". All of a store must lie on one file system: mount nothing below its root",
                        error);
            default ->
                isFull(error)
                        ? new StoreException(REFUSED, detail + ". Nothing was changed; make room and try again", error)
                        : new StoreException(UNKNOWN, detail, error);
        };
    }

    /// Java has no type for it: the words are those of POSIX's ENOSPC and EDQUOT. A file is made beside its place and moved, so
    /// a full disk leaves the object as it was.
    private static boolean isFull(IOException error) {
        String message = Objects.requireNonNullElse(error.getMessage(), "").toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("quota exceeded");
    }
}
