package io.lamella.pipeline;

import io.lamella.core.decode.RefusedException;
import io.lamella.core.decode.RowSource;
import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.Receipt;
import io.lamella.core.table.Receipt.Outcome;
import io.lamella.core.table.SliceId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Stages the rows of a query, once for each run: a run takes the place that an object has elsewhere, with one slice, whose receipt
/// names the attempt that counts. However often and from wherever it is started, and whatever its query answers by then, its rows
/// are staged by one attempt alone.
public final class Export {
    /// An attempt gives up after this, long before what it uploads would be taken for leaked.
    static final Duration MAX_ATTEMPT = Duration.ofHours(12);

    private final LakeStore lake;
    private final Receipts receipts;
    private final Ingest.Settings settings;

    public Export(LakeStore lake, Ingest.Settings settings) {
        this.lake = lake;
        this.receipts = new Receipts(lake);
        this.settings = settings;
    }

    /// What became of a run.
    ///
    /// @param before whether the receipt was there before, so that this call added nothing
    /// @param abortedUploads that an earlier attempt at the same run had left behind
    public record Result(Receipt receipt, boolean before, int abortedUploads) {}

    /// Stages the rows, unless the run was staged before.
    ///
    /// @param run names the run and its query
    /// @param open begins to read the rows; not called if there is nothing to be done. They are read where [Ingest.Settings] has
    /// decoding done, and may block there
    public Uni<Result> stage(SourceObject run, Dataset dataset, Supplier<RowSource> open) {
        var task = SliceTask.whole(dataset.name(), run);
        return receipts.find(dataset.name(), SliceId.of(task))
                .chain(found -> found.map(there -> Uni.createFrom().item(before(there.receipt(), run)))
                        .orElseGet(() -> anew(task, dataset, open)));
    }

    private static Result before(Receipt receipt, SourceObject run) {
        if (!receipt.task().source().etag().equals(run.etag())) {
            throw new RefusedException(
                    "other_query",
                    run.uri() + " was exported by another query, at " + receipt.finishedAt() + ": " + receipt.rows()
                            + " rows. Nothing was added. If the rows of this query are to be added to those, give it"
                            + " a run id of its own");
        }
        return new Result(receipt, true, 0);
    }

    private Uni<Result> anew(SliceTask task, Dataset dataset, Supplier<RowSource> open) {
        return abortLeaked(task)
                .chain(aborted -> Uni.createFrom()
                        .item(open)
                        .runSubscriptionOn(settings.compute())
                        .chain(rows -> {
                            var id = settings.attempts().get();
                            return new Attempt(task, dataset, rows, id)
                                    .run()
                                    .map(receipt -> receipt.attempt().equals(id)
                                            ? new Result(receipt, false, aborted)
                                            : before(receipt, task.source()));
                        }));
    }

    /// Frees what earlier attempts at the same run uploaded and did not end. If one of them is still at work, it fails: the latest
    /// goes on. What they staged whole is left to the sweeper, which removes it for the receipt of another (I5).
    private Uni<Integer> abortLeaked(SliceTask task) {
        return new SliceUploads(lake)
                .of(task)
                .onItem()
                .transformToUniAndConcatenate(
                        pending -> lake.store().abort(pending.upload()).replaceWith(pending))
                .collect()
                .asList()
                .map(List::size);
    }

    /// One try at one run.
    private final class Attempt {
        private final SliceTask task;
        private final RowSource rows;
        private final AttemptOutput output;
        private final Conversion conversion;

        Attempt(SliceTask task, Dataset dataset, RowSource rows, String id) {
            this.task = task;
            this.rows = rows;
            this.output = new AttemptOutput(lake, task, dataset, id, settings.clock());
            this.conversion = new Conversion(
                    dataset, rows, output::stagedFile, output.quarantine(), settings.bufferBytes(), Set.of(), true);
        }

        Uni<Receipt> run() {
            return conversion
                    .run(settings.compute())
                    .invoke(this::requireAllPartitions)
                    .chain(() -> conversion.finish(output.keyValues()))
                    .chain(this::write)
                    .onFailure()
                    .call(conversion::abort)
                    .onFailure(Failures::isUploadGone)
                    .transform(this::overtaken)
                    .onTermination()
                    .invoke(conversion::close);
        }

        /// A query is not run a second time for the partitions that were left, as a slice is read again: it may answer otherwise.
        private void requireAllPartitions() {
            if (!conversion.left().isEmpty()) {
                throw new RefusedException(
                        "too_many_partitions",
                        "the rows are of more partitions than fit into memory at once: "
                                + conversion.partitions().size() + " do, and not "
                                + conversion.left().size() + " more. Give the process more memory (-Xmx), let the query"
                                + " answer a part of the rows at a time, each with a run id of its own, or partition by"
                                + " a column with fewer values");
            }
        }

        private Throwable overtaken(Throwable failure) {
            var gone = new RefusedException(
                    "overtaken",
                    task.source().uri() + " was started again while this attempt was at work, and the later attempt"
                            + " freed what this one had uploaded. Nothing of this one was added. `lamella status "
                            + task.source().uri() + "` tells what became of the run");
            gone.initCause(failure);
            return gone;
        }

        private Uni<Receipt> write(List<Receipt.Staged> staged) {
            var own = output.receipt(Outcome.STAGED, staged, Optional.empty(), rows.decodedBytes());
            var locations = new ArrayList<>(conversion.locations());
            locations.add(output.quarantine().location());
            return output.write(own, Optional.empty(), locations, MAX_ATTEMPT);
        }
    }
}
