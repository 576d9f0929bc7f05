package io.lamella.entry.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.Compact;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.Sweep;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.function.Consumer;

/// What became of each message, one line of JSON each, on the standard output: Lambda makes an event of the log of each line.
@Singleton
final class MessageLog {
    /// Of staged files that nobody claims; the number of all is told as well.
    private static final int EXAMPLES = 10;

    private final Consumer<String> lines;

    @Inject
    MessageLog() {
        this(System.out::println);
    }

    MessageLog(Consumer<String> lines) {
        this.lines = lines;
    }

    void slice(Receipt receipt) {
        var line = line("INFO", "slice")
                .put("dataset", receipt.task().dataset())
                .put("source", receipt.task().source().uri())
                .put("slice", SliceId.of(receipt.task()).toString())
                .put("attempt", receipt.attempt())
                .put("outcome", receipt.outcome().name())
                .put("rows", receipt.rows())
                .put("rejected", receipt.rejected())
                .put("partitions", receipt.partitions().size())
                .put("decodedBytes", receipt.decodedBytes())
                .put(
                        "millis",
                        Duration.between(receipt.startedAt(), receipt.finishedAt())
                                .toMillis());
        receipt.reason().ifPresent(reason -> line.put("reason", reason));
        write(line);
    }

    void merge(SQSMessage message, Compact.Report report) {
        write(line("INFO", "merge")
                .put("request", message.getBody())
                .put("commits", report.commits())
                .put("slices", report.slices())
                .put("rows", report.rows())
                .put("conflicts", report.conflicts()));
    }

    void sweep(Sweep.Report report) {
        var line = line(report.unclaimed().isEmpty() ? "INFO" : "WARN", "sweep")
                .put("requested", report.requested())
                .put("deleted", report.deleted())
                .put("abortedUploads", report.abortedUploads())
                .put("unclaimed", report.unclaimed().size());
        var examples = line.putArray("unclaimedExamples");
        report.unclaimed().stream().limit(EXAMPLES).map(Location::toString).forEach(examples::add);
        write(line);
    }

    void failed(SQSMessage message, Throwable failure) {
        var stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack));
        write(line("ERROR", "failed")
                .put("messageId", message.getMessageId())
                .put("error", failure.getMessage())
                .put("stack", stack.toString()));
    }

    private static ObjectNode line(String level, String event) {
        return JsonNodeFactory.instance.objectNode().put("level", level).put("event", event);
    }

    private void write(ObjectNode line) {
        lines.accept(line.toString());
    }
}
