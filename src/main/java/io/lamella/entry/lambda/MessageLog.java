package io.lamella.entry.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamella.core.decode.RefusedException;
import io.lamella.pipeline.SchemaRefusedException;
import io.lamella.pipeline.UnhandledMessageException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Tells of messages that will be delivered again, a line of JSON each. What became of the slices and partitions that they
/// stand for is told where they are worked on.
@Singleton
final class MessageLog {
    private final Consumer<String> lines;
    private final InstantSource clock;

    @Inject
    MessageLog(InstantSource clock) {
        this(System.out::println, clock);
    }

    MessageLog(Consumer<String> lines, InstantSource clock) {
        this.lines = lines;
        this.clock = clock;
    }

    void failed(SQSMessage message, Throwable failure) {
        var line = JsonNodeFactory.instance
                .objectNode()
                .put("timestamp", clock.instant().toString())
                .put("level", "ERROR")
                .put("event", "failed")
                .put("messageId", message.getMessageId())
                .put("error", String.valueOf(failure.getMessage()));
        if (!isRefusal(failure)) {
            var stack = new StringWriter();
            failure.printStackTrace(new PrintWriter(stack));
            line.put("stack", stack.toString());
        }
        lines.accept(line.toString());
    }

    /// The fault is in the objects or in the configuration, and the error says where: nobody needs to know where in Lamella it was found.
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof UnhandledMessageException
                && Stream.concat(Stream.of(failure.getCause()), Stream.of(failure.getSuppressed()))
                        .allMatch(
                                cause -> cause instanceof RefusedException || cause instanceof SchemaRefusedException);
    }
}
