package io.lamella.entry.cli;

import io.lamella.adapter.jdbc.DatabaseException;
import io.lamella.adapter.opentelemetry.TraceSettingException;
import io.lamella.core.decode.RefusedException;
import io.lamella.core.parquet.ParquetFormatException;
import io.lamella.entry.wiring.config.ConfigException;
import io.lamella.pipeline.AttemptTooOldException;
import io.lamella.pipeline.QueueException;
import io.lamella.pipeline.SchemaRefusedException;
import io.lamella.pipeline.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Tells what went wrong: in words if whoever called can mend it, with a stack trace only on request.
final class ErrorMessages implements IExecutionExceptionHandler {
    /// `EX_SOFTWARE` of `sysexits.h`: the fault is ours.
    static final int OWN_FAULT = 70;

    private final boolean debug;

    ErrorMessages(boolean debug) {
        this.debug = debug;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        var err = command.getErr();
        var known = message(failure);
        var text = known.orElseGet(
                () -> "this is a fault of Lamella: " + failure + ". Please report it, with what --verbose prints");
        err.println(command.getColorScheme().errorText(text));
        if (debug || isVerbose(command)) {
            failure.printStackTrace(err);
        }
        err.flush();
        return known.isPresent() ? CommandLine.ExitCode.USAGE : OWN_FAULT;
    }

    private static boolean isVerbose(CommandLine command) {
        return command.getCommandSpec().root().userObject() instanceof Lamella lamella && lamella.isVerbose();
    }

    /// What to say of a failure that is no fault of Lamella's.
    private static Optional<String> message(Throwable failure) {
        return switch (failure) {
            case ConfigException _,
                    ParquetFormatException _,
                    StoreException _,
                    QueueException _,
                    SchemaRefusedException _,
                    RefusedException _,
                    DatabaseException _,
                    AttemptTooOldException _,
                    TraceSettingException _ -> Optional.of(String.valueOf(failure.getMessage()));
            case NoSuchFileException e -> Optional.of("there is no file " + e.getMessage());
            case AccessDeniedException e -> Optional.of("no permission for " + e.getMessage());
            case FileAlreadyExistsException e -> Optional.of("is there already: " + e.getMessage());
            case UncheckedIOException e when e.getCause() != null -> ofCause(e.getMessage(), e.getCause());
            case IOException e -> Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
            default -> Optional.empty();
        };
    }

    /// @param said of the cause by what wraps it, if it says more than that there is one
    private static Optional<String> ofCause(@Nullable String said, Throwable cause) {
        return said == null || said.equals(cause.toString()) ? message(cause) : Optional.of(said);
    }
}
