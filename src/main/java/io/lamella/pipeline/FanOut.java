package io.lamella.pipeline;

import io.lamella.core.decode.ObjectLead;
import io.lamella.core.decode.Slices;
import io.lamella.core.decode.Survey;
import io.lamella.core.decode.Surveyor;
import io.lamella.core.event.ByteRange;
import io.lamella.core.event.Cut;
import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import io.lamella.core.table.SurveyFile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Has objects that are too big for one worker converted by many, in slices.
///
/// Rows cannot be found from the middle of an object: a line end may stand in quotes, and lines are counted from the start. So
/// there are two rounds of messages, both of which many workers share. In the first, each stretch of the object is surveyed and
/// its survey kept in the lake. Whoever finds all surveys there joins them, and then knows each row that a slice may begin with.
/// The receipt of the object says what it is cut into, and is written once as any other: so there is one way only to cut it,
/// whatever is tried again or configured anew. In the second round each slice is converted, and has a receipt of its own.
final class FanOut {
    /// Where a header must end that travels along.
    private static final long BEGINNING_BYTES = 64 * 1024;

    private static final int CONCURRENCY = 8;

    private final ObjectStore sources;
    private final LakeStore lake;
    private final Receipts receipts;
    private final Ingest ingest;
    private final Function<String, Uni<Void>> send;
    private final Ingest.Settings settings;

    /// @param send puts a message into the ingest queue
    FanOut(
            ObjectStore sources,
            LakeStore lake,
            Ingest ingest,
            Function<String, Uni<Void>> send,
            Ingest.Settings settings) {
        this.sources = sources;
        this.lake = lake;
        this.receipts = new Receipts(lake);
        this.ingest = ingest;
        this.send = send;
        this.settings = settings;
    }

    /// As [Ingest#convert], but for an object that is too big it only begins: empty then.
    Uni<Optional<Receipt>> convert(SliceTask task, Dataset dataset) {
        return lead(task, dataset)
                .chain(lead -> lead.map(cut -> askForSurveys(SurveyTask.first(task, cut, sliceBytes(dataset))))
                        .orElseGet(() -> convertAtOnce(task, dataset)));
    }

    private Uni<Optional<Receipt>> convertAtOnce(SliceTask task, Dataset dataset) {
        return ingest.convert(task, dataset)
                .call(receipt -> missing(receipt, dataset).chain(this::sendSlices))
                .map(Optional::of);
    }

    /// The slices that nobody has converted yet.
    private Uni<List<SliceTask>> missing(Receipt cut, Dataset dataset) {
        return Multi.createFrom()
                .iterable(cut.slices())
                .onItem()
                .transformToUni(slice -> receipts.find(dataset.name(), SliceId.of(slice))
                        .map(found -> found.filter(there -> Ingest.isFinal(there.receipt(), dataset))
                                .map(there -> Optional.<SliceTask>empty())
                                .orElse(Optional.of(slice))))
                .merge(CONCURRENCY)
                .onItem()
                .transformToIterable(slice -> slice.stream().toList())
                .collect()
                .asList();
    }

    private static long sliceBytes(Dataset dataset) {
        return dataset.sizes().slice();
    }

    /// What stands in front of the rows, if the object is to be cut.
    private Uni<Optional<Cut>> lead(SliceTask task, Dataset dataset) {
        long size = task.source().size();
        // Whether too many rows are bad is for one to judge who sees them all.
        boolean mayBeCut = task.cut().isEmpty() && dataset.badRows().equals(Dataset.BadRows.ANY);
        if (!mayBeCut || size <= sliceBytes(dataset)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return receipts.find(task.dataset(), SliceId.of(task)).chain(found -> {
            if (found.filter(there -> Ingest.isFinal(there.receipt(), dataset)).isPresent()) {
                return Uni.createFrom().item(Optional.empty());
            }
            var source = task.source();
            var beginning = new ByteRange(0, Math.min(size, BEGINNING_BYTES));
            return sources.read(new Location(source.bucket(), source.key()), beginning, source.etag())
                    .map(bytes -> ObjectLead.find(dataset.format(), bytes)
                            .filter(cut -> cut.lead().length() < size))
                    // Gone or overwritten: the attempt to convert it will find the same, and say so.
                    .onFailure(FanOut::isGone)
                    .recoverWithItem(Optional.empty());
        });
    }

    private static boolean isGone(Throwable failure) {
        return Failures.isNotFound(failure) || Failures.isOtherVersion(failure);
    }

    private Uni<Optional<Receipt>> askForSurveys(SurveyTask first) {
        var messages = IntStream.range(0, first.stretches())
                .mapToObj(first::of)
                .map(Messages::write)
                .toList();
        return send(messages).replaceWith(Optional.empty());
    }

    private Uni<Void> sendSlices(List<SliceTask> slices) {
        return send(slices.stream().map(Messages::write).toList());
    }

    private Uni<Void> send(List<String> messages) {
        return Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUni(send::apply)
                .merge(CONCURRENCY)
                .onItem()
                .ignoreAsUni();
    }

    /// Surveys one stretch of an object, and cuts the object if that was the last; empty if it was not. Only when this has
    /// answered may the message that brought the task be acknowledged (I6).
    Uni<Optional<Receipt>> survey(SurveyTask task, Dataset dataset) {
        var whole = task.rows().whole();
        return receipts.find(dataset.name(), SliceId.of(whole))
                .chain(found -> found.filter(there -> Ingest.isFinal(there.receipt(), dataset))
                        .map(there -> Uni.createFrom().item(Optional.of(there.receipt())))
                        .orElseGet(() -> keepSurvey(task, dataset)
                                .chain(() -> slices(task))
                                .chain(slices -> cut(whole, slices, dataset, found))))
                // Gone or overwritten; or another worker was faster to cut it, and forgets the surveys.
                .onFailure(FanOut::isGone)
                .recoverWithUni(() -> ingest.convert(whole, dataset).map(Optional::of))
                .call(receipt -> receipt.filter(there -> there.outcome() == Outcome.CUT)
                        .map(there -> handOn(task, there))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /// Sends the slices, and then forgets the surveys: once they are gone, nobody need send the slices again. So nobody may forget
    /// them who has not sent the slices, even if the object was refused or gone when he looked.
    private Uni<Void> handOn(SurveyTask task, Receipt receipt) {
        return surveys(task)
                .chain(kept -> kept.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : sendSlices(receipt.slices()).chain(() -> lake.store().delete(kept)));
    }

    private Uni<Void> keepSurvey(SurveyTask task, Dataset dataset) {
        var source = task.rows().source();
        var surveyor = Surveyor.of(dataset.format());
        return sources.stream(new Location(source.bucket(), source.key()), task.range(), source.etag())
                .emitOn(settings.compute(), 4)
                .onItem()
                .invoke(surveyor::offer)
                .onItem()
                .ignoreAsUni()
                .chain(() -> lake.store().put(survey(task), SurveyFile.write(surveyor.finish()), Condition.ALWAYS))
                .replaceWithVoid();
    }

    private Location survey(SurveyTask task) {
        var rows = task.rows();
        return lake.at(lake.keys().survey(rows.dataset(), SliceId.of(rows.whole()), task.sliceBytes(), task.stretch()));
    }

    /// What the object is to be cut into; empty as long as surveys are missing.
    private Uni<List<SliceTask>> slices(SurveyTask task) {
        return surveys(task)
                .chain(kept -> kept.size() < task.stretches()
                        ? Uni.createFrom().item(List.of())
                        : read(kept).map(surveys -> Slices.of(task.rows(), surveys)));
    }

    /// Those that are there, in the order of their stretches.
    private Uni<List<Location>> surveys(SurveyTask task) {
        var rows = task.rows();
        var prefix = lake.keys().surveys(rows.dataset(), SliceId.of(rows.whole()), task.sliceBytes());
        return lake.store()
                .list(lake.bucket(), prefix)
                .map(ObjectInfo::location)
                .collect()
                .asList();
    }

    private Uni<List<Survey>> read(List<Location> kept) {
        return Multi.createFrom()
                .iterable(kept)
                .onItem()
                .transformToUni(location -> lake.store().get(location))
                .concatenate()
                .map(content -> SurveyFile.read(content.bytes()))
                .collect()
                .asList();
    }

    private Uni<Optional<Receipt>> cut(
            SliceTask whole, List<SliceTask> slices, Dataset dataset, Optional<Receipts.Found> replaced) {
        return switch (slices.size()) {
            case 0 -> Uni.createFrom().item(Optional.empty());
            // One row, or a quote that is never closed.
            case 1 -> ingest.convert(whole, dataset).map(Optional::of);
            default -> receipts.write(receipt(whole, slices, dataset), replaced).map(Optional::of);
        };
    }

    private Receipt receipt(SliceTask whole, List<SliceTask> slices, Dataset dataset) {
        var now = settings.clock().instant();
        return new Receipt(
                whole,
                Outcome.CUT,
                settings.attempts().get(),
                dataset.fingerprint(),
                List.of(),
                slices,
                0,
                Optional.empty(),
                Optional.empty(),
                0,
                now,
                now);
    }
}
