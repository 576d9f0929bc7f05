package io.lamella.pipeline;

import io.lamella.core.decode.RefusedException;
import io.lamella.core.event.IngestMessage;
import io.lamella.core.event.Messages;
import io.lamella.core.event.Notification;
import io.lamella.core.event.ObjectCreated;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.event.SurveyTask;
import io.lamella.core.event.VerdictTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// What the messages of the ingest queue ask for: notifications of objects that landed, in every form they come in, and what
/// workers ask each other for: slices to convert, stretches to survey, trials to end.
public final class IngestMessages {
    private final ObjectStore sources;
    private final Datasets datasets;
    private final Stages stages;
    private final Watch watch;
    private final Optional<SchemaGate> gate;

    public IngestMessages(ObjectStore sources, Datasets datasets, Stages stages, Watch watch) {
        this(sources, datasets, stages, watch, Optional.empty());
    }

    private IngestMessages(
            ObjectStore sources, Datasets datasets, Stages stages, Watch watch, Optional<SchemaGate> gate) {
        this.sources = sources;
        this.datasets = datasets;
        this.stages = stages;
        this.watch = watch;
        this.gate = gate;
    }

    /// The same, but nothing is converted before its table has passed.
    public IngestMessages behind(SchemaGate schemas) {
        return new IngestMessages(sources, datasets, stages, watch, Optional.of(schemas));
    }

    /// Handles one message and answers the receipts of all that it stands for. Parts are handled each on its own, so that a
    /// bad one takes no other down; if any fails, so does this, at the end, with an [UnhandledMessageException], and the
    /// message must not be acknowledged (I6).
    ///
    /// @param cause what the message says of traces
    public Uni<List<Receipt>> handle(String body, Optional<TraceParent> cause) {
        return handle(body, cause, () -> false);
    }

    /// The same, by a worker that has to end some time.
    ///
    /// @param timeIsUp asked now and then; work that others can go on with is handed on when it is
    public Uni<List<Receipt>> handle(String body, Optional<TraceParent> cause, BooleanSupplier timeIsUp) {
        var receipts = new ArrayList<Receipt>();
        var failures = new ArrayList<Throwable>();
        return work(body, cause, timeIsUp, failures)
                .onItem()
                .transformToUniAndConcatenate(step -> step.invoke(receipt -> receipt.ifPresent(receipts::add))
                        .onFailure()
                        .recoverWithUni(failure -> {
                            failures.add(failure);
                            return Uni.createFrom().nullItem();
                        }))
                .onItem()
                .ignoreAsUni()
                .chain(() -> failures.isEmpty()
                        ? Uni.createFrom().<List<Receipt>>item(receipts)
                        : Uni.createFrom().failure(new UnhandledMessageException(failures)));
    }

    private Uni<Optional<Receipt>> convert(SliceTask task, Optional<TraceParent> cause) {
        return receipt(watch.over(
                new Subject.Slice(task),
                cause,
                work -> admitted(task.dataset()).chain(dataset -> stages.convert(work, task, dataset)),
                result -> result));
    }

    private Uni<Optional<Receipt>> survey(SurveyTask task, Optional<TraceParent> cause, BooleanSupplier timeIsUp) {
        return receipt(watch.over(
                new Subject.Stretch(task),
                cause,
                work -> admitted(task.rows().dataset()).chain(dataset -> stages.survey(work, task, dataset, timeIsUp)),
                result -> result));
    }

    private Uni<Optional<Receipt>> end(VerdictTask verdict, Optional<TraceParent> cause) {
        return receipt(watch.over(
                new Subject.Verdict(verdict),
                cause,
                work -> admitted(verdict.whole().dataset()).chain(dataset -> stages.end(work, verdict, dataset)),
                result -> result));
    }

    private Uni<Dataset> admitted(String name) {
        var dataset = datasets.named(name);
        return gate.map(schemas -> schemas.pass(dataset).replaceWith(dataset))
                .orElseGet(() -> Uni.createFrom().item(dataset));
    }

    private static Uni<Optional<Receipt>> receipt(Uni<Event.Result> work) {
        return work.map(result -> result instanceof Event.Converted(Receipt receipt, boolean _)
                        ? Optional.of(receipt)
                        : Optional.<Receipt>empty())
                .invoke(receipt -> receipt.ifPresent(IngestMessages::requireNotRefused));
    }

    private static void requireNotRefused(Receipt receipt) {
        if (receipt.outcome() == Receipt.Outcome.REFUSED) {
            throw new RefusedException(
                    "refused",
                    receipt.task().source().uri() + ": " + receipt.reason().orElse("it was refused"));
        }
    }

    /// The pieces of work that a message asks for, not begun.
    private Multi<Uni<Optional<Receipt>>> work(
            String body, Optional<TraceParent> cause, BooleanSupplier timeIsUp, List<Throwable> failures) {
        return switch (Messages.readIngest(body)) {
            case IngestMessage.Slice(SliceTask task) -> Multi.createFrom().item(convert(task, cause));
            case IngestMessage.Survey(SurveyTask task) -> Multi.createFrom().item(survey(task, cause, timeIsUp));
            case IngestMessage.Verdict(VerdictTask task) -> Multi.createFrom().item(end(task, cause));
            case IngestMessage.Notified(Notification notification) ->
                tasks(notification, failures).map(task -> convert(task, cause));
        };
    }

    private Multi<SliceTask> tasks(Notification notification, List<Throwable> failures) {
        for (var malformed : notification.malformed()) {
            failures.add(new IllegalArgumentException(malformed.place() + ": " + malformed.reason()));
        }
        return Multi.createFrom()
                .iterable(notification.created())
                .onItem()
                .transformToMultiAndConcatenate(created -> tasks(created, failures));
    }

    private Multi<SliceTask> tasks(ObjectCreated created, List<Throwable> failures) {
        List<Dataset> targets = datasets.of(created.bucket(), created.key());
        if (targets.isEmpty()) {
            return Multi.createFrom().empty();
        }
        return source(created)
                .onFailure()
                .recoverWithUni(failure -> {
                    failures.add(failure);
                    return Uni.createFrom().item(Optional.empty());
                })
                .onItem()
                .transformToMulti(source -> Multi.createFrom()
                        .iterable(targets)
                        .onItem()
                        .transformToIterable(dataset ->
                                source.map(object -> SliceTask.whole(dataset.name(), object)).stream()
                                        .toList()));
    }

    /// The source object that a notification speaks of; empty if it is gone and was never named well enough to have a receipt.
    private Uni<Optional<SourceObject>> source(ObjectCreated created) {
        if (created.source().isPresent()) {
            return Uni.createFrom().item(created.source());
        }
        return sources.head(new Location(created.bucket(), created.key()))
                .map(info -> Optional.of(new SourceObject(created.bucket(), created.key(), info.etag(), info.size())))
                .onFailure(Failures::isNotFound)
                .recoverWithItem(Optional.empty());
    }
}
