package io.lamella.pipeline;

import io.lamella.core.event.IngestMessage;
import io.lamella.core.event.MalformedMessageException;
import io.lamella.core.event.MergeRequest;
import io.lamella.core.event.Messages;
import io.lamella.core.event.Notification;
import io.lamella.core.event.ObjectCreated;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.event.VerdictTask;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.DeadLetter.Part;
import io.lamella.pipeline.MessageQueue.Outgoing;
import io.lamella.pipeline.MessageQueue.Received;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Tells why messages were given up: the receipts know of those that were refused.
public final class DeadLetters {
    private final LakeStore lake;
    private final Receipts receipts;
    private final Datasets datasets;
    private final MergeRequests requests;
    private final Supplier<String> ids;

    /// @param ids answers another id at each call
    public DeadLetters(LakeStore lake, Datasets datasets, MergeRequests requests, Supplier<String> ids) {
        this.lake = lake;
        this.receipts = new Receipts(lake);
        this.datasets = datasets;
        this.requests = requests;
        this.ids = ids;
    }

    /// Why a part of a message was given up.
    ///
    /// @param hopeless whether it would be given up again
    private record Judged(Part part, boolean hopeless) {}

    /// Why a message of the ingest queue was given up.
    ///
    /// @param deliveries after which messages of the queue are; empty if that is not known
    public Uni<DeadLetter> ofIngest(Received message, OptionalInt deliveries) {
        return switch (Messages.readIngest(message.body())) {
            case IngestMessage.Slice(var task) -> judge(task, deliveries).map(judged -> letter(message, task, judged));
            case IngestMessage.Survey(var task) ->
                judge(task.rows().whole(), deliveries).map(judged -> letter(message, task.rows(), judged));
            case IngestMessage.Verdict(var task) ->
                judge(task, deliveries).map(judged -> letter(message, task.whole(), judged));
            case IngestMessage.Notified(var notification) -> notified(message, notification, deliveries);
        };
    }

    private static DeadLetter letter(Received message, SliceTask task, Judged judged) {
        var source = task.source();
        return letter(message, List.of(new Location(source.bucket(), source.key())), List.of(judged));
    }

    private static DeadLetter letter(Received message, List<Location> objects, List<Judged> judged) {
        boolean hopeless = !judged.isEmpty() && judged.stream().allMatch(Judged::hopeless);
        return new DeadLetter(
                judged.stream().map(Judged::part).toList(),
                objects,
                hopeless
                        ? Optional.empty()
                        : Optional.of(new Outgoing(message.body(), Optional.empty(), message.trace())));
    }

    private Uni<DeadLetter> notified(Received message, Notification notification, OptionalInt deliveries) {
        var objects = notification.created().stream()
                .map(created -> new Location(created.bucket(), created.key()))
                .toList();
        return Multi.createFrom()
                .iterable(notification.created())
                .onItem()
                .transformToUniAndConcatenate(created -> judge(created, deliveries))
                .collect()
                .in(ArrayList<Judged>::new, List::addAll)
                .map(judged -> {
                    notification
                            .malformed()
                            .forEach(bad -> judged.add(
                                    new Judged(new Part(bad.place(), "cannot be understood: " + bad.reason()), true)));
                    return letter(message, objects, judged);
                });
    }

    private Uni<List<Judged>> judge(ObjectCreated created, OptionalInt deliveries) {
        var location = new Location(created.bucket(), created.key());
        var targets = datasets.of(created.bucket(), created.key());
        if (targets.isEmpty()) {
            return Uni.createFrom()
                    .item(List.of(
                            judged(location.toString(), "it belongs to no dataset of this configuration", false)));
        }
        return source(created)
                .chain(source -> Multi.createFrom()
                        .iterable(targets)
                        .onItem()
                        .transformToUniAndConcatenate(
                                dataset -> judge(SliceTask.whole(dataset.name(), source), deliveries))
                        .collect()
                        .asList())
                .onFailure(Failures::isNotFound)
                .recoverWithItem(() -> List.of(judged(location.toString(), "it is gone", false)));
    }

    private Uni<SourceObject> source(ObjectCreated created) {
        var location = new Location(created.bucket(), created.key());
        return created.source()
                .map(source -> Uni.createFrom().item(source))
                .orElseGet(() -> lake.store()
                        .head(location)
                        .map(info -> new SourceObject(created.bucket(), created.key(), info.etag(), info.size())));
    }

    private static String subject(SliceTask task) {
        return task.source().uri() + ", dataset " + task.dataset();
    }

    private Uni<Judged> judge(SliceTask task, OptionalInt deliveries) {
        var subject = subject(task);
        var dataset = dataset(task.dataset());
        if (dataset.isEmpty()) {
            return Uni.createFrom()
                    .item(judged(subject, "there is no dataset " + task.dataset() + " in this configuration", true));
        }
        return receipts.find(task.dataset(), SliceId.of(task))
                .chain(found -> verdict(task).map(verdict -> verdict.or(() -> found)))
                .map(found -> found.map(Receipts.Found::receipt)
                        .map(receipt -> judged(subject, receipt, dataset.get()))
                        .orElseGet(() -> judged(subject, "no receipt: " + failed(deliveries, "ingest"), false)));
    }

    private Uni<Judged> judge(VerdictTask verdict, OptionalInt deliveries) {
        return receipts.find(verdict.whole().dataset(), SliceId.of(verdict.whole()))
                .chain(found -> found.filter(there -> there.receipt().isOpenFor(verdict.trial()))
                        .map(open -> Uni.createFrom().item(unwritten(verdict, deliveries)))
                        .orElseGet(() -> judge(verdict.whole(), deliveries)));
    }

    private static Judged unwritten(VerdictTask verdict, OptionalInt deliveries) {
        return judged(
                subject(verdict.whole()),
                verdict.ending() + ": " + verdict.reason().orElse("") + "; not written: "
                        + failed(deliveries, "ingest"),
                false);
    }

    /// What was decided about all slices together, if this is one that counts only with the others.
    private Uni<Optional<Receipts.Found>> verdict(SliceTask task) {
        return task.trial().isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : receipts.find(task.dataset(), SliceId.of(task.whole()))
                        .map(found -> found.filter(there -> there.receipt().outcome() != Receipt.Outcome.PENDING));
    }

    private Optional<Dataset> dataset(String name) {
        return datasets.all().stream()
                .filter(dataset -> dataset.name().equals(name))
                .findFirst();
    }

    private static Judged judged(String subject, Receipt receipt, Dataset dataset) {
        var reason = receipt.reason().orElse("");
        return switch (receipt.outcome()) {
            case STAGED -> judged(subject, "it was converted meanwhile, " + receipt.rows() + " rows", false);
            case CUT ->
                judged(subject, "it was cut meanwhile, into " + receipt.slices().size() + " slices", false);
            case REFUSED ->
                Ingest.isFinal(receipt, dataset)
                        ? judged(
                                subject,
                                "REFUSED: " + reason + ". It would be refused again, for the configuration is the same",
                                true)
                        : judged(subject, "REFUSED under another configuration: " + reason, false);
            case PENDING -> judged(subject, "its slices count only together, and not all are converted", false);
            case GONE, SUPERSEDED -> judged(subject, receipt.outcome() + ": " + reason, false);
        };
    }

    private static Judged judged(String subject, String reason, boolean hopeless) {
        return new Judged(new Part(subject, reason), hopeless);
    }

    private static String failed(OptionalInt deliveries, String function) {
        return "failed" + (deliveries.isPresent() ? " " + deliveries.getAsInt() + " times" : "") + "; see the log of "
                + function;
    }

    /// Why a message of the merge queue was given up. What is sent in its place has an id of its own: the queue would take it for a
    /// repetition else.
    public Uni<DeadLetter> ofMerge(Received message, OptionalInt deliveries) {
        return Uni.createFrom().item(() -> {
            try {
                return merge(Messages.readMerge(message.body()), deliveries);
            } catch (MalformedMessageException e) {
                return hopeless("message " + message.id(), "cannot be understood: " + e.getMessage());
            }
        });
    }

    private DeadLetter merge(MergeRequest request, OptionalInt deliveries) {
        var subject = "merge of " + request.dataset() + "/" + request.partition();
        if (dataset(request.dataset()).isEmpty()) {
            return hopeless(subject, "there is no dataset " + request.dataset() + " in this configuration");
        }
        return new DeadLetter(
                List.of(new Part(subject, failed(deliveries, "compact") + ". Its rows wait, staged")),
                List.of(),
                Optional.of(requests.again(request, ids.get())));
    }

    private static DeadLetter hopeless(String subject, String reason) {
        return new DeadLetter(List.of(new Part(subject, reason)), List.of(), Optional.empty());
    }
}
