package io.lamella.pipeline;

import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.VerdictTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/// Converts slices of objects that are taken as a whole or not at all, and sees to what follows when [Trials] has decided.
final class SlicesTogether {
    private final Receipts receipts;
    private final Ingest ingest;
    private final Surveys surveys;
    private final Trials trials;
    private final Function<String, Uni<Void>> send;

    /// @param send puts a message into the ingest queue
    SlicesTogether(
            LakeStore lake,
            Ingest ingest,
            Surveys surveys,
            Function<String, Uni<Void>> send,
            Ingest.Settings settings) {
        this.receipts = new Receipts(lake);
        this.ingest = ingest;
        this.surveys = surveys;
        this.trials = new Trials(lake, ingest, send, settings);
        this.send = send;
    }

    /// Sees to an object that was cut, on behalf of a message about all of it.
    Uni<Optional<Receipt>> seeTo(SliceTask whole, Dataset dataset) {
        return receipts.find(dataset.name(), SliceId.of(whole))
                .chain(found -> trials.judge(found.orElseThrow(), whole, dataset))
                .call(this::acceptIfCut)
                .map(Optional::of);
    }

    /// Converts a slice, unless its trial is over. Empty if there is nothing to say: of a slice that will never count, or of a
    /// refusal that another message tells of.
    Uni<Optional<Receipt>> convert(SliceTask slice, String trial, Dataset dataset) {
        return receipts.find(dataset.name(), SliceId.of(slice.whole()))
                .map(found ->
                        found.filter(object -> Receipts.standing(object.receipt(), trial) != Receipts.Standing.DEAD))
                .chain(found -> found.map(object -> convert(slice, object, dataset))
                        .orElseGet(() -> trials.close(slice).replaceWith(Optional.empty())));
    }

    private Uni<Optional<Receipt>> convert(SliceTask slice, Receipts.Found object, Dataset dataset) {
        return ingest.convert(slice, dataset)
                .call(() -> trials.judge(object, slice, dataset)
                        .chain(now -> now.isJudgedBy(SliceId.of(slice).hex())
                                ? acceptIfCut(now)
                                : Uni.createFrom().voidItem()))
                .map(own -> Optional.of(own).filter(receipt -> !isToldByVerdict(receipt, dataset)));
    }

    /// A slice that is refused makes for a verdict, unless that was under another configuration: then it comes again.
    private static boolean isToldByVerdict(Receipt slice, Dataset dataset) {
        return slice.outcome() == Outcome.REFUSED && Ingest.isFinal(slice, dataset);
    }

    private Uni<Void> acceptIfCut(Receipt object) {
        return object.outcome() == Outcome.CUT
                ? trials.accept(object).chain(() -> surveys.forget(object.task()))
                : Uni.createFrom().voidItem();
    }

    /// Ends a trial without rows, on behalf of the message made for it, and does what follows if the receipt names that message, which
    /// is delivered until all is done. Empty if there is nothing to say.
    Uni<Optional<Receipt>> end(VerdictTask verdict, Dataset dataset) {
        return receipts.find(dataset.name(), SliceId.of(verdict.whole()))
                .chain(found -> found.map(object -> end(object, verdict, dataset))
                        // Somebody deleted the receipt: nobody tries the object any more.
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<Receipt>> end(Receipts.Found found, VerdictTask verdict, Dataset dataset) {
        return trials.end(found, verdict)
                .chain(object -> object.isJudgedBy(verdict.id())
                        ? follow(object, dataset)
                        : Uni.createFrom().item(Optional.empty()));
    }

    /// An object that is refused is told of. It may pass under another configuration, or be back: whoever was told of it before the
    /// verdict relied on the slices. And whoever began another trial since may have died.
    private Uni<Optional<Receipt>> follow(Receipt object, Dataset dataset) {
        return object.outcome() == Outcome.REFUSED && Ingest.isFinal(object, dataset)
                ? Uni.createFrom().item(Optional.of(object))
                : send.apply(Messages.write(object.task())).replaceWith(Optional.empty());
    }
}
