package io.lamella.entry.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.lamella.entry.wiring.Pipeline;
import io.lamella.pipeline.MergeMessages;
import io.smallrye.mutiny.TimeoutException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Handles a batch of the merge queue, message by message: a commit may take all the memory there is.
///
/// The queue is FIFO, and SQS keeps a group in order only if whatever follows a failed message in its group fails with it.
/// Other groups are other partitions and go on.
@Named("compact")
@Singleton
final class CompactHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /// Kept back for the commit that is under way at the deadline, and for asking again.
    private static final Duration TO_COMMIT = Duration.ofMinutes(1);

    /// Kept back for the answer, when that commit takes even longer.
    private static final Duration TO_ANSWER = Duration.ofSeconds(2);

    private final MergeMessages messages;
    private final InstantSource clock;
    private final MessageLog log;
    private final TraceFlush traces;

    @Inject
    CompactHandler(Pipeline pipeline, InstantSource clock, MessageLog log, TraceFlush traces) {
        this.messages = pipeline.merge();
        this.clock = clock;
        this.log = log;
        this.traces = traces;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        var timeLeft = TimeLeft.of(context);
        Instant deadline = clock.instant().plus(timeLeft.lessMargin(TO_COMMIT));
        Instant end = clock.instant().plus(timeLeft.lessMargin(TO_ANSWER));
        try {
            return compact(Batch.messages(event), deadline, end);
        } finally {
            traces.beforeAnswer(context);
        }
    }

    private SQSBatchResponse compact(List<SQSMessage> batch, Instant deadline, Instant end) {
        var failures = new ArrayList<BatchItemFailure>();
        var failedGroups = new HashSet<String>();
        for (int i = 0; i < batch.size(); i++) {
            var message = batch.get(i);
            if (failedGroups.contains(Batch.group(message))
                    || !compact(message, share(deadline, batch.size() - i), end)) {
                failedGroups.add(Batch.group(message));
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    /// An equal share of the time for each message that is left, so that one busy partition does not take it all. What a
    /// message does not use is shared by those behind it.
    private Instant share(Instant deadline, int messages) {
        var now = clock.instant();
        return now.plus(Duration.between(now, deadline).dividedBy(messages));
    }

    private boolean compact(SQSMessage message, Instant deadline, Instant end) {
        try {
            var left = Duration.between(clock.instant(), end);
            if (!left.isPositive()) {
                throw new OutOfTimeException();
            }
            messages.handle(message.getBody(), Batch.trace(message), deadline)
                    .await()
                    .atMost(left);
            return true;
        } catch (TimeoutException e) {
            log.mergeFailed(message, new OutOfTimeException());
            return false;
        } catch (RuntimeException e) {
            log.mergeFailed(message, e);
            return false;
        }
    }
}
