package io.lamella.pipeline;

import io.lamella.core.decode.RefusedException;
import io.lamella.core.event.Cut;
import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.SliceTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/// Converts slices: from an object that landed to staged files that count, once, whoever else tries the same.
public final class Ingest {
    /// An attempt gives up after this, so that what it stages can be told from what is long forgotten (I4).
    static final Duration MAX_ATTEMPT = Duration.ofMinutes(50);

    private final ObjectStore sources;
    private final LakeStore lake;
    private final Receipts receipts;
    private final Function<MergeRequest, Uni<Void>> requestMerge;
    private final Settings settings;

    /// @param clock for receipts, and for the age of attempts
    /// @param attempts answers a new attempt id at each call: lower-case letters, digits and `-`, 64 at most
    /// @param compute where rows are decoded and encoded
    /// @param bufferBytes that the open row groups of one attempt may take
    public record Settings(InstantSource clock, Supplier<String> attempts, Executor compute, long bufferBytes) {}

    public Ingest(
            ObjectStore sources, LakeStore lake, Function<MergeRequest, Uni<Void>> requestMerge, Settings settings) {
        this.sources = sources;
        this.lake = lake;
        this.receipts = new Receipts(lake);
        this.requestMerge = requestMerge;
        this.settings = settings;
    }

    /// Converts a slice, unless that was done before, and asks for its partitions to be merged. Only when this has answered
    /// may the message that brought the task be acknowledged (I6), and if the outcome is `REFUSED` it must not be: it belongs
    /// into the dead-letter queue.
    public Uni<Receipt> convert(SliceTask task, Dataset dataset) {
        return unlessFinal(task, dataset, Attempt::run);
    }

    /// Refuses a slice that somebody found to be of no use without converting it, unless that was done before.
    Uni<Receipt> refuse(SliceTask task, Dataset dataset, String reason) {
        return unlessFinal(task, dataset, attempt -> attempt.refuse(reason));
    }

    private Uni<Receipt> unlessFinal(SliceTask task, Dataset dataset, Function<Attempt, Uni<Receipt>> work) {
        return receipts.find(dataset.name(), SliceId.of(task))
                .chain(found -> found.map(Receipts.Found::receipt)
                        .filter(receipt -> isFinal(receipt, dataset))
                        .map(receipt -> Uni.createFrom().item(receipt))
                        .orElseGet(() -> work.apply(new Attempt(task, dataset, found))))
                .call(this::requestMerges);
    }

    /// Whether there is nothing more to do about a slice. An object that was gone may be back, with the same bytes and so the
    /// same ETag; one that was refused may pass under another configuration. The receipts of both name no staged files, so
    /// another may take their place.
    static boolean isFinal(Receipt receipt, Dataset dataset) {
        return switch (receipt.outcome()) {
            case STAGED, CUT, PENDING -> true;
            case REFUSED -> receipt.configuration().equals(dataset.fingerprint());
            case GONE, SUPERSEDED -> false;
        };
    }

    private Uni<Void> requestMerges(Receipt receipt) {
        // Those of slices that count only together are for the one to request who finds that they do.
        return receipt.task().trial().isPresent() ? Uni.createFrom().voidItem() : requestEach(receipt);
    }

    /// Asks for the partitions of a slice to be merged.
    Uni<Void> requestEach(Receipt receipt) {
        return Multi.createFrom()
                .iterable(receipt.partitions())
                .onItem()
                .transformToUniAndConcatenate(staged ->
                        requestMerge.apply(new MergeRequest(receipt.task().dataset(), staged.partition())))
                .onItem()
                .ignoreAsUni();
    }

    /// One try at one slice.
    private final class Attempt {
        private final SliceTask task;
        private final Optional<Receipts.Found> replaced;
        private final AttemptOutput output;
        private final Passes passes;
        private final Wanted wanted;

        Attempt(SliceTask task, Dataset dataset, Optional<Receipts.Found> replaced) {
            this.task = task;
            this.replaced = replaced;
            this.output =
                    new AttemptOutput(lake, task, dataset, settings.attempts().get(), settings.clock());
            this.wanted = new Wanted("converting " + task.source().uri());
            this.passes = new Passes(task, dataset, output.quarantine(), output::stagedFile, settings.bufferBytes());
        }

        /// Runs the attempt. Whoever waits for it may cancel: then it ends by itself, before the next buffer, as an attempt that failed.
        Uni<Receipt> run() {
            return wanted.run(convert()
                    .onFailure(RefusedException.class)
                    .recoverWithUni(failure -> without(Outcome.REFUSED, String.valueOf(failure.getMessage())))
                    .onFailure(SourceGoneException.class)
                    .recoverWithUni(gone -> without(gone.outcome(), String.valueOf(gone.getMessage())))
                    .onFailure()
                    .call(passes::abort)
                    .onTermination()
                    .invoke(passes::close));
        }

        Uni<Receipt> refuse(String reason) {
            return without(Outcome.REFUSED, reason).onTermination().invoke(passes::close);
        }

        private Uni<Receipt> convert() {
            return passes.run(this::bytes, wanted::require, output.keyValues())
                    .chain(staged -> write(Outcome.STAGED, staged, firstRejected()));
        }

        private Multi<ByteBuffer> bytes() {
            var source = task.source();
            var bytes = sources.stream(new Location(source.bucket(), source.key()), task.storedRange(), source.etag())
                    .onFailure(Failures::isNotFound)
                    .transform(failure ->
                            new SourceGoneException(Outcome.GONE, "the object was deleted before it was read", failure))
                    .onFailure(Failures::isOtherVersion)
                    .transform(failure -> new SourceGoneException(
                            Outcome.SUPERSEDED, "the object was overwritten before it was read", failure))
                    .emitOn(settings.compute(), 4)
                    .onItem()
                    .invoke(wanted::require);
            return behindLead(task.compressed()
                    .map(compressed -> SliceText.of(bytes, task.range(), compressed.from(), settings.compute()))
                    .orElse(bytes));
        }

        private Multi<ByteBuffer> behindLead(Multi<ByteBuffer> bytes) {
            return task.cut()
                    .map(cut -> Multi.createBy()
                            .concatenating()
                            .streams(Multi.createFrom().item(cut::leadBytes), bytes))
                    .orElse(bytes);
        }

        private Optional<String> firstRejected() {
            return task.trial()
                    .flatMap(trial -> output.quarantine().first())
                    .map(row -> "line " + row.line() + ": " + row.message());
        }

        private Uni<Receipt> without(Outcome outcome, String reason) {
            return passes.abort().chain(() -> write(outcome, List.of(), Optional.of(reason)));
        }

        private Uni<Receipt> write(Outcome outcome, List<Receipt.Staged> staged, Optional<String> reason) {
            long lead = task.cut().map(Cut::lead).map(String::length).orElse(0);
            var own = output.receipt(outcome, staged, reason, passes.decodedBytes() - lead);
            return output.write(own, replaced, passes.locations(), MAX_ATTEMPT);
        }
    }

    /// The version of the object that was asked for is not there any more.
    private static final class SourceGoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Outcome outcome;

        SourceGoneException(Outcome outcome, String message, Throwable cause) {
            super(message, cause);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }
}
