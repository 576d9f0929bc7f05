package io.lamella.pipeline;

import io.lamella.core.event.Messages;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.SliceId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// Objects that landed and that nobody ingested, such as those that were there before Lamella: finds them, and sends a message for each.
///
/// It keeps no state of its own. Whatever ends it, the next one finds by the receipts what is left. An object that was sent and is
/// not converted yet is sent again; whoever converts it second finds the receipt of the first.
///
/// Objects are looked at page by page as they are listed. What is kept in memory is one id for each receipt of the dataset, 64 bytes
/// at most.
public final class Backlog {
    private static final int CONCURRENCY = 32;
    private static final int PARTS_AT_ONCE = 4;

    private final LakeStore lake;
    private final Receipts receipts;
    private final Dataset dataset;

    public Backlog(LakeStore lake, Dataset dataset) {
        this.lake = lake;
        this.receipts = new Receipts(lake);
        this.dataset = dataset;
    }

    /// Which objects to look at.
    ///
    /// @param prefix what their keys begin with
    /// @param takes which of those that are listed
    public record Selection(String bucket, String prefix, Predicate<ObjectInfo> takes) {}

    /// How far an object has come.
    public enum Standing {
        /// Nobody converted it, or not all of it: it is to be sent.
        OPEN,
        /// All of it was taken, so that it is in the table or will be.
        INGESTED,
        /// It was refused, and would be again under this configuration.
        REFUSED
    }

    public record Looked(ObjectInfo object, Standing standing) {}

    /// What is known of all slices of the dataset at one time.
    public static final class Known {
        private final SliceIds published = new SliceIds();
        private final SliceIds others = new SliceIds();

        private Known() {}

        /// Slices with a receipt.
        public int receipts() {
            return published.size() + others.size();
        }

        private void addPublished(List<LedgerEntry> ledger) {
            ledger.forEach(entry -> published.add(entry.slice()));
        }

        private void addReceipt(SliceId slice) {
            if (!published.contains(slice)) {
                others.add(slice);
            }
        }
    }

    /// Lists the receipts. Which of them brought rows is read in the ledgers, some thousand slices with each request; a receipt itself
    /// is read only for an object that is in no ledger.
    public Uni<Known> known() {
        var known = new Known();
        var keys = lake.keys();
        return ListedPart.ofTable(lake, dataset.name())
                .plug(Concurrently.each(PARTS_AT_ONCE, part -> ledger(part.info())))
                .onItem()
                .invoke(known::addPublished)
                .onItem()
                .ignoreAsUni()
                .chain(() -> lake.store()
                        .list(lake.bucket(), keys.receipts(dataset.name()))
                        .onItem()
                        .invoke(info -> keys.receiptSlice(
                                        dataset.name(), info.location().key())
                                .ifPresent(known::addReceipt))
                        .onItem()
                        .ignoreAsUni())
                .replaceWith(known);
    }

    /// Empty for a part that does not open: the receipts say the same, at a request each.
    private Uni<List<LedgerEntry>> ledger(ObjectInfo info) {
        return Part.open(lake.store(), 0, info)
                .onFailure(Failures::asksToLookAgain)
                .recoverWithUni(
                        () -> lake.store().head(info.location()).chain(newer -> Part.open(lake.store(), 0, newer)))
                .map(Part::ledger)
                .onFailure()
                .recoverWithItem(List.of());
    }

    /// The selected objects, as they are listed, with how far they have come. What Lamella itself wrote is none of them, nor are
    /// folders.
    public Multi<Looked> look(Selection selection, Known known) {
        return lake.store()
                .list(selection.bucket(), selection.prefix())
                .select()
                .where(info -> !isFolder(info) && !lake.isOwn(info.location()))
                .select()
                .where(selection.takes())
                .plug(Concurrently.each(
                        CONCURRENCY, info -> standing(task(info), known).map(standing -> new Looked(info, standing))));
    }

    /// The marks that consoles put where they show a folder.
    private static boolean isFolder(ObjectInfo info) {
        return info.size() == 0 && info.location().key().endsWith("/");
    }

    private SliceTask task(ObjectInfo info) {
        var location = info.location();
        return SliceTask.whole(
                dataset.name(), new SourceObject(location.bucket(), location.key(), info.etag(), info.size()));
    }

    private Uni<Standing> standing(SliceTask task, Known known) {
        var slice = SliceId.of(task);
        if (known.published.contains(slice)) {
            return Uni.createFrom().item(Standing.INGESTED);
        }
        if (!known.others.contains(slice)) {
            return Uni.createFrom().item(Standing.OPEN);
        }
        return standing(task, other -> standing(other, known));
    }

    /// How far a source object of the dataset has come, by its receipt alone.
    Uni<Standing> standing(SliceTask task) {
        return standing(task, this::standing);
    }

    /// @param slices tells of the slices of an object that was cut
    private Uni<Standing> standing(SliceTask task, Function<SliceTask, Uni<Standing>> slices) {
        return receipts.find(dataset.name(), SliceId.of(task))
                .chain(found -> found.map(Receipts.Found::receipt)
                        .map(receipt -> standing(receipt, slices))
                        .orElseGet(() -> Uni.createFrom().item(Standing.OPEN)));
    }

    private Uni<Standing> standing(Receipt receipt, Function<SliceTask, Uni<Standing>> slices) {
        return switch (receipt.outcome()) {
            case STAGED -> Uni.createFrom().item(Standing.INGESTED);
            // The messages of its slices may be lost; the whole object sent again sends them again.
            case CUT ->
                Multi.createFrom()
                        .iterable(receipt.slices())
                        .onItem()
                        .transformToUniAndConcatenate(slices::apply)
                        .select()
                        .where(standing -> standing != Standing.INGESTED)
                        .collect()
                        .asList()
                        .map(missing -> missing.isEmpty() ? Standing.INGESTED : Standing.OPEN);
            case REFUSED -> Uni.createFrom().item(Ingest.isFinal(receipt, dataset) ? Standing.REFUSED : Standing.OPEN);
            // It is there, so it has come back since. Or the messages of its slices may be lost.
            case PENDING, GONE, SUPERSEDED -> Uni.createFrom().item(Standing.OPEN);
        };
    }

    /// Sends a message for each selected object that is open, and answers how many were sent so far, time and again.
    ///
    /// @param send puts a message into the ingest queue
    /// @param gate is passed before so many are sent
    public Multi<Long> send(Selection selection, Known known, Function<String, Uni<Void>> send, Gate gate) {
        return look(selection, known)
                .select()
                .where(looked -> looked.standing() == Standing.OPEN)
                .map(looked -> Messages.write(task(looked.object())))
                .group()
                .intoLists()
                .of(gate.atOnce())
                .onItem()
                .transformToUniAndConcatenate(
                        messages -> gate.pass(messages.size()).chain(() -> sendAll(messages, send)))
                .onItem()
                .scan(() -> 0L, Long::sum);
    }

    private static Uni<Long> sendAll(List<String> messages, Function<String, Uni<Void>> send) {
        return Multi.createFrom()
                .iterable(messages)
                .plug(Concurrently.each(CONCURRENCY, send))
                .onItem()
                .ignoreAsUni()
                .replaceWith((long) messages.size());
    }

    /// Holds up whoever would be too fast.
    public interface Gate {
        /// How many may be sent at once.
        int atOnce();

        /// Completes when so many may be sent.
        Uni<Void> pass(int messages);
    }

    /// Converts the beginnings of a few objects, and keeps nothing of it but figures.
    public Uni<Sample> sample(List<ObjectInfo> objects) {
        return Uni.createFrom().deferred(() -> {
            var sampling = new Sampling(lake.store(), dataset);
            return Multi.createFrom()
                    .iterable(objects)
                    .onItem()
                    .transformToUniAndConcatenate(sampling::read)
                    .onItem()
                    .ignoreAsUni()
                    .map(done -> sampling.finish())
                    .onTermination()
                    .invoke(sampling::close);
        });
    }
}
