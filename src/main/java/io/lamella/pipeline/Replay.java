package io.lamella.pipeline;

import io.lamella.core.decode.LooseRows;
import io.lamella.core.decode.RefusedException;
import io.lamella.core.event.ByteRange;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.LakeKeys.AttemptName;
import io.lamella.core.table.Receipt;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Has quarantined rows ingested again, once.
///
/// The rows of a quarantine file become a source object of their own, under a key that follows from the file's, and written once. So it
/// is one slice for ever, whoever sends it how often, and all that holds for slices holds for it: its receipt says what became of the
/// rows, and those that are rejected again are in a quarantine file of that slice, which can be replayed in turn.
public final class Replay {
    private final LakeStore lake;
    private final Dataset dataset;
    private final Receipts receipts;
    private final Backlog backlog;
    private final boolean evenUnchanged;

    /// @param evenUnchanged whether rows are replayed, too, that were rejected under the very configuration that is in force
    public Replay(LakeStore lake, Dataset dataset, boolean evenUnchanged) {
        this.lake = lake;
        this.dataset = dataset;
        this.receipts = new Receipts(lake);
        this.backlog = new Backlog(lake, dataset);
        this.evenUnchanged = evenUnchanged;
    }

    /// What is to be done about a quarantine file.
    ///
    /// @param quarantine the key of the file
    /// @param rows to be replayed; 0 if they are not counted anew
    /// @param cut rows that are left, for only their beginnings were kept
    /// @param open rows that are left, for they are not one row each under this configuration
    /// @param task to be converted; empty if nothing is to be done
    /// @param reason why nothing is to be done; empty if something is
    public record File(
            String quarantine, State state, long rows, long cut, long open, Optional<SliceTask> task, String reason) {
        static File of(String quarantine, State state, String reason) {
            return new File(quarantine, state, 0, 0, 0, Optional.empty(), reason);
        }
    }

    public enum State {
        /// Its rows are to be sent.
        OPEN,
        /// Its rows were replayed; those that were rejected again are in a file of their own.
        REPLAYED,
        /// The configuration is the one that rejected them.
        UNCHANGED,
        /// It cannot be replayed as things are.
        BLOCKED,
        /// It belongs to an attempt that does not count; the sweeper will remove it.
        LOST
    }

    /// All quarantine files of the dataset that are there by now, one after another, each with what is to be done about it.
    ///
    /// @param dryRun whether nothing is to be written
    public Multi<File> files(boolean dryRun) {
        // Listed to the end at first: what is rejected again meanwhile is for the next replay.
        return lake.store()
                .list(lake.bucket(), lake.keys().quarantine(dataset.name()))
                .collect()
                .asList()
                .onItem()
                .transformToMulti(list -> Multi.createFrom().iterable(list))
                .onItem()
                .transformToUniAndConcatenate(info -> lake.keys()
                        .quarantineName(dataset.name(), info.location().key())
                        .map(name -> file(info, name, dryRun))
                        .orElseGet(() -> Uni.createFrom().nullItem()));
    }

    private Uni<File> file(ObjectInfo info, AttemptName name, boolean dryRun) {
        var key = info.location().key();
        return receipts.find(dataset.name(), name.slice())
                .chain(found -> counting(found, name))
                .chain(
                        found -> found.map(receipt -> written(name)
                                        .chain(there -> there.map(task -> again(key, task))
                                                .orElseGet(() -> anew(info, name, receipt, dryRun))))
                                .orElseGet(
                                        () -> Uni.createFrom()
                                                .item(
                                                        File.of(
                                                                key,
                                                                State.LOST,
                                                                "its attempt does not count, or not yet; if it never does, a sweep will remove it"))));
    }

    /// The receipt, if it names the attempt, and the slice counts.
    private Uni<Optional<Receipt>> counting(Optional<Receipts.Found> found, AttemptName name) {
        var named = found.map(Receipts.Found::receipt).filter(receipt -> receipt.counts(name.attempt()));
        return named.map(receipt -> receipts.standing(receipt.task())
                        .map(standing -> named.filter(there -> standing == Receipts.Standing.COUNTS)))
                .orElse(Uni.createFrom().item(named));
    }

    private Location target(AttemptName name) {
        return lake.at(lake.keys().replay(dataset.name(), name));
    }

    /// The object with the rows of the file, if it was written before.
    private Uni<Optional<SliceTask>> written(AttemptName name) {
        var location = target(name);
        return lake.store()
                .head(location)
                .map(info -> Optional.of(SliceTask.whole(
                        dataset.name(), new SourceObject(location.bucket(), location.key(), info.etag(), info.size()))))
                .onFailure(Failures::isNotFound)
                .recoverWithItem(Optional.empty());
    }

    private Uni<File> again(String key, SliceTask task) {
        return backlog.standing(task).map(standing -> switch (standing) {
            case OPEN -> new File(key, State.OPEN, 0, 0, 0, Optional.of(task), "");
            case INGESTED ->
                File.of(
                        key,
                        State.REPLAYED,
                        "it was replayed, as " + task.source().uri());
            case REFUSED ->
                File.of(
                        key,
                        State.BLOCKED,
                        "its rows were refused, as " + task.source().uri() + "; lamella status tells why");
        });
    }

    private Uni<File> anew(ObjectInfo info, AttemptName name, Receipt receipt, boolean dryRun) {
        var key = info.location().key();
        if (!evenUnchanged && receipt.configuration().equals(dataset.fingerprint())) {
            return Uni.createFrom()
                    .item(File.of(key, State.UNCHANGED, "the configuration is the one that rejected its rows"));
        }
        return looseRows(receipt.task())
                .chain(loose -> new Copy(info, name, loose, dryRun).run())
                .onFailure(RefusedException.class)
                .recoverWithItem(refused -> File.of(key, State.BLOCKED, String.valueOf(refused.getMessage())));
    }

    /// What stands in front of the rows of the object that the rejected ones are from.
    private Uni<LooseRows> looseRows(SliceTask task) {
        var source = task.source();
        if (source.isRun()) {
            return Uni.createFrom()
                    .failure(new RefusedException(
                            "rows_of_a_query",
                            "its rows are from a database, by " + source.uri() + ". Mend them there, or correct the"
                                    + " dataset, and export these rows with a run id of its own"));
        }
        var location = new Location(source.bucket(), source.key());
        return Beginning.read(lake.store(), location, source.size(), source.etag())
                .map(beginning ->
                        LooseRows.of(dataset.format(), dataset.columns(), beginning.bytes(), beginning.whole()))
                .onFailure(failure -> Failures.isNotFound(failure) || Failures.isOtherVersion(failure))
                .recoverWithUni(() -> Uni.createFrom().item(() -> withoutSource(source)));
    }

    private LooseRows withoutSource(SourceObject source) {
        try {
            return LooseRows.of(dataset.format(), dataset.columns(), ByteBuffer.allocate(0), true);
        } catch (RefusedException e) {
            throw new RefusedException(
                    e.reason(),
                    "the header that its rows had is gone with " + source.uri()
                            + ", which was deleted or overwritten. Let the rows land again in an object of their own");
        }
    }

    /// Copies the rows of one quarantine file into an object.
    private final class Copy {
        private final ObjectInfo from;
        private final AttemptName name;
        private final LooseRows loose;
        private final boolean dryRun;
        private final ObjectWriter writer;
        private final Lines lines = new Lines();
        private long rows;
        private long cut;
        private long open;

        Copy(ObjectInfo from, AttemptName name, LooseRows loose, boolean dryRun) {
            this.from = from;
            this.name = name;
            this.loose = loose;
            this.dryRun = dryRun;
            this.writer = new ObjectWriter(lake.store(), target(name));
        }

        Uni<File> run() {
            return writer.orAbort(
                    write(ByteBuffer.wrap(loose.lead()))
                            .chain(() -> lake.store().stream(from.location(), ByteRange.whole(from.size()), from.etag())
                                    .onItem()
                                    .transformToUniAndConcatenate(bytes -> write(rowsOf(bytes)))
                                    .onItem()
                                    .ignoreAsUni())
                            .chain(this::finish),
                    writer::abort);
        }

        private Uni<Void> write(ByteBuffer bytes) {
            return dryRun ? Uni.createFrom().voidItem() : writer.write(List.of(bytes));
        }

        private ByteBuffer rowsOf(ByteBuffer bytes) {
            var text = new ByteArrayOutputStream();
            for (var line : lines.take(bytes)) {
                RejectedLine.raw(line).ifPresentOrElse(raw -> add(raw, text), () -> cut++);
            }
            return ByteBuffer.wrap(text.toByteArray());
        }

        private void add(byte[] raw, ByteArrayOutputStream text) {
            if (loose.isRow(raw)) {
                loose.write(raw, text);
                rows++;
            } else {
                open++;
            }
        }

        private Uni<File> finish() {
            var key = from.location().key();
            if (rows == 0) {
                return writer.abort()
                        .replaceWith(new File(
                                key,
                                State.BLOCKED,
                                0,
                                cut,
                                open,
                                Optional.empty(),
                                "it has no row that can be replayed"));
            }
            if (dryRun) {
                return Uni.createFrom().item(new File(key, State.OPEN, rows, cut, open, Optional.empty(), ""));
            }
            return writer.finish(Condition.IF_ABSENT)
                    .replaceWithVoid()
                    // Somebody else wrote it, or this very call did before its answer was lost. What is there counts
                    // (I7).
                    .onFailure(Failures::asksToLookAgain)
                    .recoverWithUni(writer::abort)
                    .chain(() -> written(name))
                    .map(task -> new File(
                            key, State.OPEN, rows, cut, open, Optional.of(task.orElseThrow(this::notWritten)), ""));
        }

        private StoreException notWritten() {
            return new StoreException(
                    StoreException.Reason.UNKNOWN, "writing " + writer.target() + " had no effect. Try again");
        }
    }
}
