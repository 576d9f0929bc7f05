package io.lamella.pipeline;

import io.lamella.core.decode.RefusedException;
import io.lamella.core.event.IngestMessage;
import io.lamella.core.event.Messages;
import io.lamella.core.event.Notification;
import io.lamella.core.event.ObjectCreated;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the messages of the ingest queue ask for: notifications of objects that landed, in every form they come in, and slices
/// to convert.
public final class IngestMessages {
    private final ObjectStore sources;
    private final Datasets datasets;
    private final Converter converter;
    private final Watch watch;

    /// The stage that these messages are for.
    interface Converter {
        /// As [Ingest#convert], by what this piece of work goes by.
        Uni<Event.Converted> convert(Work work, SliceTask task, Dataset dataset);
    }

    public IngestMessages(ObjectStore sources, Datasets datasets, Stages stages, Watch watch) {
        this(sources, datasets, stages::convert, watch);
    }

    IngestMessages(ObjectStore sources, Datasets datasets, Converter converter, Watch watch) {
        this.sources = sources;
        this.datasets = datasets;
        this.converter = converter;
        this.watch = watch;
    }

    /// Handles one message and answers the receipts of all that it stands for. Parts are handled each on its own, so that a
    /// bad one takes no other down; if any fails, so does this, at the end, with an [UnhandledMessageException], and the
    /// message must not be acknowledged (I6).
    ///
    /// @param cause what the message says of traces
    public Uni<List<Receipt>> handle(String body, Optional<TraceParent> cause) {
        var receipts = new ArrayList<Receipt>();
        var failures = new ArrayList<Throwable>();
        return tasks(body, failures)
                .onItem()
                .transformToUniAndConcatenate(task -> convert(task, cause)
                        .invoke(receipts::add)
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

    private Uni<Receipt> convert(SliceTask task, Optional<TraceParent> cause) {
        return watch.over(
                        new Subject.Slice(task),
                        cause,
                        work -> converter.convert(work, task, datasets.named(task.dataset())),
                        converted -> converted)
                .map(Event.Converted::receipt)
                .invoke(receipt -> {
                    if (receipt.outcome() == Receipt.Outcome.REFUSED) {
                        throw new RefusedException(
                                "refused",
                                task.source().uri() + ": " + receipt.reason().orElse("it was refused"));
                    }
                });
    }

    private Multi<SliceTask> tasks(String body, List<Throwable> failures) {
        return switch (Messages.readIngest(body)) {
            case IngestMessage.Slice(SliceTask task) -> Multi.createFrom().item(task);
            case IngestMessage.Notified(Notification notification) -> tasks(notification, failures);
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
