package io.lamella.pipeline;

import io.lamella.core.decode.RefusedException;
import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.event.VerdictTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Has objects that are too big for one worker converted by many, in slices.
///
/// Rows cannot be found from the middle of an object: a line end may stand in quotes, and lines are counted from the start. So
/// there are two rounds of messages, both of which many workers share. In the first, each stretch of the object is surveyed and
/// its survey kept in the lake. Whoever finds all surveys there joins them, and then knows each row that a slice may begin
/// with. The receipt of the object says what it is cut into, and is written once as any other: so there is one way only to cut
/// it, whatever is tried again or configured anew. In the second round each slice is converted, and has a receipt of its own. A
/// compressed object is one stretch, whose survey finds the slices of its text, and is handed from worker to worker if it takes
/// one of them too long. Some objects are taken as a whole or not at all: of their slices, [Trials] says when they count.
final class FanOut {
    private static final int CONCURRENCY = 8;

    private final FirstStretch firstStretch;
    private final Receipts receipts;
    private final Surveys surveys;
    private final Ingest ingest;
    private final SlicesTogether together;
    private final Function<String, Uni<Void>> send;
    private final Ingest.Settings settings;

    /// @param send puts a message into the ingest queue
    FanOut(
            ObjectStore sources,
            LakeStore lake,
            Ingest ingest,
            Function<String, Uni<Void>> send,
            Ingest.Settings settings) {
        this.firstStretch = new FirstStretch(sources);
        this.receipts = new Receipts(lake);
        this.surveys = new Surveys(sources, lake, settings.compute());
        this.ingest = ingest;
        this.together = new SlicesTogether(lake, ingest, surveys, send, settings);
        this.send = send;
        this.settings = settings;
    }

    /// As [Ingest#convert], but empty if there is nothing to say: if an object that is too big was only begun, or a slice will
    /// never count. Only when this has answered may the message that brought the task be acknowledged (I6).
    Uni<Optional<Receipt>> convert(SliceTask task, Dataset dataset) {
        return task.trial()
                .map(trial -> together.convert(task, trial, dataset))
                .orElseGet(() -> convertAlone(task, dataset));
    }

    /// Ends a trial at an object without rows, unless another did; empty if there is nothing to say.
    Uni<Optional<Receipt>> end(VerdictTask verdict, Dataset dataset) {
        return together.end(verdict, dataset);
    }

    private Uni<Optional<Receipt>> convertAlone(SliceTask task, Dataset dataset) {
        return firstStretch(task, dataset)
                .chain(first ->
                        first.map(stretch -> begin(stretch, dataset)).orElseGet(() -> convertAtOnce(task, dataset)));
    }

    private Uni<Optional<Receipt>> convertAtOnce(SliceTask task, Dataset dataset) {
        return ingest.convert(task, dataset)
                .chain(receipt -> receipt.slices().isEmpty()
                        ? Uni.createFrom().item(Optional.of(receipt))
                        : handOn(receipt, dataset).chain(() -> together.seeTo(task, dataset)));
    }

    /// Sends the slices of an object that was cut which nobody has converted yet.
    private Uni<Void> handOn(Receipt cut, Dataset dataset) {
        return Multi.createFrom()
                .iterable(cut.slices())
                .plug(Concurrently.each(
                        CONCURRENCY,
                        slice -> receipts.find(dataset.name(), SliceId.of(slice))
                                .map(found -> found.filter(there -> Ingest.isFinal(there.receipt(), dataset))
                                        .map(there -> Optional.<SliceTask>empty())
                                        .orElse(Optional.of(slice)))))
                .onItem()
                .transformToIterable(slice -> slice.stream().toList())
                .collect()
                .asList()
                .chain(this::sendSlices);
    }

    /// The first stretch of an object; empty if it is not to be cut.
    private Uni<Optional<SurveyTask>> firstStretch(SliceTask task, Dataset dataset) {
        if (task.cut().isPresent() || task.source().size() <= dataset.sizes().slice()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return receipts.find(task.dataset(), SliceId.of(task))
                .chain(found -> found.filter(there -> Ingest.isFinal(there.receipt(), dataset))
                                .isPresent()
                        ? Uni.createFrom().item(Optional.empty())
                        : firstStretch
                                .of(task, dataset)
                                // Gone or overwritten: the attempt to convert it will find the same, and say so.
                                .onFailure(FanOut::isGone)
                                .recoverWithItem(Optional.empty()));
    }

    private static boolean isGone(Throwable failure) {
        return Failures.isNotFound(failure) || Failures.isOtherVersion(failure);
    }

    /// Asks for the surveys that an object still needs to be cut. If it needs none, there was an attempt before.
    private Uni<Optional<Receipt>> begin(SurveyTask first, Dataset dataset) {
        return surveys.missing(first)
                .chain(missing -> missing.isEmpty()
                        ? cutIfSurveyed(first, dataset)
                                .chain(() -> convertAtOnce(first.rows().whole(), dataset))
                        : send(missing.stream().map(Messages::write).toList()).replaceWith(Optional.empty()));
    }

    /// Surveys one stretch of an object, and cuts the object if that was the last; empty if it was not. Only when this has
    /// answered may the message that brought the task be acknowledged (I6).
    ///
    /// @param timeIsUp whether a survey that can be gone on with should be left to another worker
    Uni<Optional<Receipt>> survey(SurveyTask task, Dataset dataset, BooleanSupplier timeIsUp) {
        var whole = task.rows().whole();
        if (!task.format().equals(dataset.formatFingerprint())) {
            // Asked for under another configuration, with others that do not fit to what would be found now.
            return convertAlone(whole, dataset);
        }
        return receipts.find(dataset.name(), SliceId.of(whole))
                .chain(found -> found.filter(there -> Ingest.isFinal(there.receipt(), dataset))
                        .map(there -> handOnIfNeeded(there.receipt(), dataset))
                        .orElseGet(() -> surveys.make(task, dataset, timeIsUp)
                                .chain(done -> done ? cutIfSurveyed(task, dataset) : handOver(task))
                                .onFailure(RefusedException.class)
                                .recoverWithUni(refusal -> refuse(whole, dataset, refusal))
                                .chain(cut -> cut.map(receipt -> handOnIfNeeded(receipt, dataset))
                                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))))
                // Gone or overwritten; or another worker was faster to cut it, and forgets the surveys.
                .onFailure(FanOut::isGone)
                .recoverWithUni(() -> ingest.convert(whole, dataset).map(Optional::of));
    }

    /// Has another worker go on with a survey.
    private Uni<Optional<Receipt>> handOver(SurveyTask task) {
        return send(List.of(Messages.write(task))).replaceWith(Optional.empty());
    }

    /// What could not be decompressed is of no use to anybody.
    private Uni<Optional<Receipt>> refuse(SliceTask whole, Dataset dataset, Throwable refusal) {
        return ingest.refuse(whole, dataset, String.valueOf(refusal.getMessage()))
                .map(Optional::of);
    }

    /// Answers the receipt of the object; empty as long as surveys are missing.
    private Uni<Optional<Receipt>> cutIfSurveyed(SurveyTask task, Dataset dataset) {
        return surveys.slices(task)
                .chain(slices -> slices.map(
                                cut -> cut(task.rows().whole(), cut, dataset).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Receipt> cut(SliceTask whole, List<SliceTask> slices, Dataset dataset) {
        if (slices.size() <= 1) {
            // One row, or a quote that is never closed; or the text of a compressed object is not long.
            return ingest.convert(whole, dataset)
                    .call(receipt -> receipt.outcome() == Outcome.STAGED
                            ? surveys.forget(whole)
                            : Uni.createFrom().voidItem());
        }
        return receipts.find(dataset.name(), SliceId.of(whole))
                .chain(found -> found.map(Receipts.Found::receipt)
                        .filter(there -> Ingest.isFinal(there, dataset))
                        .map(there -> Uni.createFrom().item(there))
                        .orElseGet(() -> receipts.write(receipt(whole, slices, dataset, found), found)));
    }

    /// Sends the slices of an object that is cut for good, and then forgets the surveys: once they are gone, nobody need send
    /// the slices again. The surveys of an object that is not decided about may be needed once more, and say nothing of what
    /// was sent.
    private Uni<Optional<Receipt>> handOnIfNeeded(Receipt receipt, Dataset dataset) {
        Uni<Void> done = switch (receipt.outcome()) {
            case PENDING -> handOn(receipt, dataset);
            case CUT ->
                surveys.areKept(receipt.task())
                        .chain(kept -> kept
                                ? sendSlices(receipt.slices()).chain(() -> surveys.forget(receipt.task()))
                                : Uni.createFrom().voidItem());
            case STAGED, REFUSED, GONE, SUPERSEDED -> Uni.createFrom().voidItem();
        };
        return done.replaceWith(Optional.of(receipt));
    }

    private Uni<Void> sendSlices(List<SliceTask> slices) {
        return send(slices.stream().map(Messages::write).toList());
    }

    private Uni<Void> send(List<String> messages) {
        return Multi.createFrom()
                .iterable(messages)
                .plug(Concurrently.each(CONCURRENCY, send))
                .onItem()
                .ignoreAsUni();
    }

    /// @param replaced of an earlier trial; whose verdict it was sees to it that this one is handed on
    private Receipt receipt(
            SliceTask whole, List<SliceTask> slices, Dataset dataset, Optional<Receipts.Found> replaced) {
        var now = settings.clock().instant();
        var attempt = settings.attempts().get();
        boolean asWhole = dataset.takesWholeObjects();
        return new Receipt(
                whole,
                asWhole ? Outcome.PENDING : Outcome.CUT,
                attempt,
                dataset.fingerprint(),
                List.of(),
                asWhole ? slices.stream().map(slice -> slice.in(attempt)).toList() : slices,
                0,
                Optional.empty(),
                Optional.empty(),
                replaced.flatMap(found -> found.receipt().judge()),
                0,
                now,
                now);
    }
}
