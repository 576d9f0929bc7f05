package io.lamella.pipeline;

import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
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
        this.trials = new Trials(lake, ingest, settings);
        this.send = send;
    }

    /// Sees to an object that was cut, on behalf of a message about all of it.
    Uni<Optional<Receipt>> seeTo(SliceTask whole, Dataset dataset) {
        return receipts.find(dataset.name(), SliceId.of(whole))
                .chain(found -> trials.judge(found.orElseThrow(), whole, dataset))
                .chain(now -> follow(now, dataset).map(more -> more.or(() -> Optional.of(now))));
    }

    /// Converts a slice, unless its trial is over. Empty if there is nothing to say: of a slice that will never count, or of a
    /// refusal that another message tells of.
    Uni<Optional<Receipt>> convert(SliceTask slice, String trial, Dataset dataset) {
        return receipts.find(dataset.name(), SliceId.of(slice.whole())).chain(found -> {
            if (found.filter(object -> object.receipt().isOpenFor(trial)).isPresent()) {
                return ingest.convert(slice, dataset)
                        .chain(own -> trials.judge(found.get(), slice, dataset)
                                .chain(now -> conclude(slice, own, now, dataset)));
            }
            var object = found.map(Receipts.Found::receipt);
            return object.filter(there -> there.accepts(trial)).isPresent()
                    ? ingest.convert(slice, dataset).chain(own -> conclude(slice, own, object.get(), dataset))
                    : trials.close(slice)
                            .chain(() -> object.filter(there -> there.isJudgedBy(slice))
                                    .map(mine -> followUp(slice, mine, dataset))
                                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
        });
    }

    /// What a message about a slice comes to.
    private Uni<Optional<Receipt>> conclude(SliceTask slice, Receipt own, Receipt object, Dataset dataset) {
        if (object.isJudgedBy(slice)) {
            return followUp(slice, object, dataset).map(more -> more.or(() -> Optional.of(own)));
        }
        // One that is refused tells of it, unless that is for another message to do.
        return Uni.createFrom().item(Optional.of(own).filter(receipt -> receipt.outcome() != Outcome.REFUSED));
    }

    /// As [#follow], even if another trial has begun since: whoever began it may have died.
    private Uni<Optional<Receipt>> followUp(SliceTask judge, Receipt object, Dataset dataset) {
        return judge.trial().equals(Optional.of(object.attempt())) ? follow(object, dataset) : tryAgain(object);
    }

    /// Does what follows from a verdict, on behalf of the message whose worker found it. That message is delivered until all is
    /// done; those of the other slices need not care. Empty if there is nothing more to say.
    private Uni<Optional<Receipt>> follow(Receipt object, Dataset dataset) {
        return switch (object.outcome()) {
            case CUT ->
                trials.accept(object).chain(() -> surveys.forget(object.task())).replaceWith(Optional.empty());
            case STAGED, PENDING -> Uni.createFrom().item(Optional.empty());
            // It may pass under another configuration, or be back: who was told of it before the verdict relied on the
            // slices.
            case REFUSED, GONE, SUPERSEDED ->
                Ingest.isFinal(object, dataset) ? Uni.createFrom().item(Optional.of(object)) : tryAgain(object);
        };
    }

    private Uni<Optional<Receipt>> tryAgain(Receipt object) {
        return send.apply(Messages.write(object.task())).replaceWith(Optional.empty());
    }
}
