package io.lamella.entry.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.lamella.entry.wiring.HeapShare;
import io.lamella.entry.wiring.Pipeline;
import io.lamella.pipeline.Concurrently;
import io.lamella.pipeline.IngestMessages;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Handles a batch of the ingest queue: a few messages side by side, each on its own. What fails is answered as a failure of
/// that message alone, and SQS delivers it again.
@Named("ingest")
@Singleton
final class IngestHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /// Kept back for the answer: what is still under way by then is given up, and delivered again.
    private static final Duration TO_ANSWER = Duration.ofSeconds(2);

    /// Kept back for the buffer that is under way when work is to be handed on, and for handing it on.
    private static final Duration TO_HAND_ON = Duration.ofSeconds(30);

    private final IngestMessages messages;
    private final HeapShare share;
    private final InstantSource clock;
    private final MessageLog log;
    private final TraceFlush traces;

    @Inject
    IngestHandler(Pipeline pipeline, HeapShare share, InstantSource clock, MessageLog log, TraceFlush traces) {
        this.messages = pipeline.checkedIngest();
        this.share = share;
        this.clock = clock;
        this.log = log;
        this.traces = traces;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        var now = clock.instant();
        var timeLeft = TimeLeft.of(context);
        try {
            return handle(
                    Batch.messages(event),
                    now.plus(timeLeft.lessMargin(TO_HAND_ON)),
                    now.plus(timeLeft.lessMargin(TO_ANSWER)));
        } finally {
            traces.beforeAnswer(context);
        }
    }

    /// @param handOn when work is left to others that they can go on with
    /// @param end when all else is given up
    private SQSBatchResponse handle(List<SQSMessage> batch, Instant handOn, Instant end) {
        return Multi.createFrom()
                .iterable(batch)
                .plug(Concurrently.each(share.slices(), message -> handle(message, handOn, end)))
                .onItem()
                .transformToIterable(failure -> failure.stream().toList())
                .collect()
                .asList()
                .map(SQSBatchResponse::new)
                .await()
                .indefinitely();
    }

    /// Answers the failure, if it is one; never fails itself.
    private Uni<Optional<BatchItemFailure>> handle(SQSMessage message, Instant handOn, Instant end) {
        return Uni.createFrom()
                .deferred(() -> within(
                        end,
                        messages.handle(
                                message.getBody(),
                                Batch.trace(message),
                                () -> !clock.instant().isBefore(handOn))))
                .map(receipts -> Optional.<BatchItemFailure>empty())
                .onFailure()
                .recoverWithItem(failure -> {
                    log.ingestFailed(message, failure);
                    return Optional.of(new BatchItemFailure(message.getMessageId()));
                });
    }

    private <T> Uni<T> within(Instant end, Uni<T> work) {
        var left = Duration.between(clock.instant(), end);
        return left.isPositive()
                ? work.ifNoItem().after(left).failWith(OutOfTimeException::new)
                : OutOfTimeException.now();
    }
}
