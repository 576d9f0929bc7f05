package io.lamella.pipeline;

import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.VerdictTask;
import io.lamella.core.event.VerdictTask.Ending;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Tries at objects that are cut and yet taken as a whole or not at all (I9).
///
/// The receipt of such an object says PENDING until one who finds receipts of all its slices puts a verdict in its place: CUT, and the
/// slices count, or an outcome without rows, and none of them ever will. It is replaced once, on the condition that it is PENDING
/// still, so that whoever looks when, there is one verdict. That of rows is final, as are the receipts that it rests on. After any
/// other, the object may be tried again; slices are then others, for the trial is part of what names them.
final class Trials {
    private static final int CONCURRENCY = 8;

    private final Receipts receipts;
    private final Ingest ingest;
    private final Function<String, Uni<Void>> send;
    private final Ingest.Settings settings;

    /// @param send puts a message into the ingest queue
    Trials(LakeStore lake, Ingest ingest, Function<String, Uni<Void>> send, Ingest.Settings settings) {
        this.receipts = new Receipts(lake);
        this.ingest = ingest;
        this.send = send;
        this.settings = settings;
    }

    /// Decides about an object, if that is open and enough of its slices are done. Answers what its receipt says then.
    ///
    /// Only the verdict that the slices count is written at once. Any other is left to a message made for it, which is there as long
    /// as somebody has to be told, or to try again; that of a slice may be gone, for it is delivered twice and acknowledged once.
    ///
    /// @param by the task of the message that is delivered again until all is done that follows
    Uni<Receipt> judge(Receipts.Found found, SliceTask by, Dataset dataset) {
        var object = found.receipt();
        if (object.outcome() != Outcome.PENDING) {
            return Uni.createFrom().item(object);
        }
        return slices(object)
                .map(slices -> new Verdict(dataset, slices).find())
                .chain(verdict -> verdict.map(finding -> conclude(found, finding, by, dataset))
                        .orElseGet(() -> Uni.createFrom().item(object)));
    }

    private Uni<Receipt> conclude(Receipts.Found found, Verdict.Finding finding, SliceTask by, Dataset dataset) {
        var object = found.receipt();
        return finding.outcome() == Outcome.CUT
                ? receipts.replace(
                        found,
                        object.judged(
                                Outcome.CUT, SliceId.of(by).hex(), dataset.fingerprint(), finding.reason(), now()))
                : send.apply(Messages.write(task(object, finding, dataset))).replaceWith(object);
    }

    private VerdictTask task(Receipt object, Verdict.Finding finding, Dataset dataset) {
        return new VerdictTask(
                object.task(),
                object.attempt(),
                Ending.valueOf(finding.outcome().name()),
                finding.reason(),
                dataset.fingerprint(),
                settings.attempts().get());
    }

    /// Writes a verdict without rows, if the trial is open still. Answers what the receipt of the object says then.
    Uni<Receipt> end(Receipts.Found found, VerdictTask verdict) {
        var object = found.receipt();
        return object.isOpenFor(verdict.trial())
                ? receipts.replace(
                        found,
                        object.judged(
                                Outcome.valueOf(verdict.ending().name()),
                                verdict.id(),
                                verdict.configuration(),
                                verdict.reason(),
                                now()))
                : Uni.createFrom().item(object);
    }

    private Instant now() {
        return settings.clock().instant();
    }

    /// Asks for all partitions of an object to be merged whose slices count together. Those that count each by itself were asked for.
    Uni<Void> accept(Receipt cut) {
        if (cut.slices().stream().noneMatch(slice -> slice.trial().isPresent())) {
            return Uni.createFrom().voidItem();
        }
        return slices(cut)
                .onItem()
                .transformToMulti(slices -> Multi.createFrom().iterable(slices))
                .onItem()
                .transformToIterable(slice -> slice.stream().toList())
                .onItem()
                .transformToUniAndConcatenate(ingest::requestEach)
                .onItem()
                .ignoreAsUni();
    }

    /// The receipts of the slices, in their order; empty for those that have none.
    private Uni<List<Optional<Receipt>>> slices(Receipt object) {
        return Uni.join()
                .all(object.slices().stream()
                        .map(slice -> receipts.find(slice.dataset(), SliceId.of(slice))
                                .map(found -> found.map(Receipts.Found::receipt)))
                        .toList())
                .usingConcurrencyOf(CONCURRENCY)
                .andFailFast();
    }

    /// Gives a slice that never counts a receipt, if it has none, so that the sweeper knows what becomes of files that attempts left.
    Uni<Void> close(SliceTask slice) {
        return receipts.write(closed(slice), Optional.empty()).replaceWithVoid();
    }

    private Receipt closed(SliceTask slice) {
        var now = now();
        return new Receipt(
                slice,
                Outcome.REFUSED,
                settings.attempts().get(),
                "",
                List.of(),
                List.of(),
                0,
                Optional.empty(),
                Optional.of("it counts only with the other slices of its object, and they do not count"),
                Optional.empty(),
                0,
                now,
                now);
    }
}
