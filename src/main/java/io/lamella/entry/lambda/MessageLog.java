package io.lamella.entry.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.decode.RefusedException;
import io.lamella.core.event.IngestMessage;
import io.lamella.core.event.MalformedMessageException;
import io.lamella.core.event.Messages;
import io.lamella.core.event.Notification;
import io.lamella.core.event.ObjectCreated;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.event.VerdictTask;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.SchemaRefusedException;
import io.lamella.pipeline.Subject;
import io.lamella.pipeline.UnhandledMessageException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Tells of messages that will be delivered again, a line of JSON each, with the names of what they stand for. What became of each
/// slice and partition is told where it is worked on.
@Singleton
final class MessageLog {
    /// Of the objects that one message tells of.
    private static final int EXAMPLES = 10;

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

    /// Of the ingest queue.
    void ingestFailed(SQSMessage message, Throwable failure) {
        var line = line(message);
        switch (Messages.readIngest(message.getBody())) {
            case IngestMessage.Slice(SliceTask task) -> name(line, new Subject.Slice(task));
            case IngestMessage.Survey(SurveyTask task) -> name(line, new Subject.Stretch(task));
            case IngestMessage.Verdict(VerdictTask task) -> name(line, new Subject.Verdict(task));
            case IngestMessage.Notified(Notification notification) -> name(line, notification.created());
        }
        write(line, failure);
    }

    /// Of the merge queue.
    void mergeFailed(SQSMessage message, Throwable failure) {
        var line = line(message);
        try {
            name(line, new Subject.Partition(Messages.readMerge(message.getBody())));
        } catch (MalformedMessageException e) {
            // The failure says so.
        }
        write(line, failure);
    }

    private ObjectNode line(SQSMessage message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("timestamp", clock.instant().toString())
                .put("level", "ERROR")
                .put("event", "failed")
                .put("messageId", message.getMessageId());
    }

    private static void name(ObjectNode line, Subject subject) {
        subject.names().forEach(line::put);
    }

    /// S3 tells of one object in a message, others may tell of several.
    private static void name(ObjectNode line, List<ObjectCreated> objects) {
        if (objects.size() == 1) {
            line.put("source", uri(objects.getFirst()));
        } else if (!objects.isEmpty()) {
            var sources = line.putArray("sources");
            objects.stream().limit(EXAMPLES).map(MessageLog::uri).forEach(sources::add);
        }
    }

    private static String uri(ObjectCreated object) {
        return new Location(object.bucket(), object.key()).toString();
    }

    private void write(ObjectNode line, Throwable failure) {
        line.put("error", String.valueOf(failure.getMessage()));
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
