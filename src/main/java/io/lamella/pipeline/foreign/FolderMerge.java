package io.lamella.pipeline.foreign;

import io.lamella.core.parquet.SchemaMatch;
import io.lamella.core.plan.MergePolicy;
import io.lamella.core.table.MergeNames;
import io.lamella.pipeline.MergeOutcome;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.OutOfHeapException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Merges the files of one folder, after it has finished what earlier runs began there.
final class FolderMerge {
    /// Things left over that one run finishes. More than a few are the work of somebody else who is at it right now.
    private static final int MAX_LEFTOVERS = 100;

    private final ObjectStore store;
    private final MergePolicy policy;
    private final InstantSource clock;
    private final Executor compute;

    /// @param compute where row groups are decoded and encoded
    FolderMerge(ObjectStore store, MergePolicy policy, InstantSource clock, Executor compute) {
        this.store = store;
        this.policy = policy;
        this.clock = clock;
        this.compute = compute;
    }

    /// Never fails: what went wrong is an outcome too.
    ///
    /// @param until nothing is begun any more
    Uni<List<MergeOutcome>> merge(Folder folder, Instant until) {
        var outcomes = new ArrayList<MergeOutcome>();
        return tidy(folder, until, outcomes, MAX_LEFTOVERS)
                .onFailure()
                .invoke(failure -> outcomes.add(failed(folder, failure)))
                .onFailure()
                .recoverWithNull()
                .map(done -> List.copyOf(outcomes));
    }

    private static MergeOutcome failed(Folder folder, Throwable failure) {
        return Claims.isTaken(failure)
                ? new MergeOutcome.Left(
                        folder.at(""),
                        MergeOutcome.Why.BUSY,
                        "another run is merging it, or its files are being changed")
                : new MergeOutcome.Failed(folder.at(""), OutOfHeapException.explained(failure));
    }

    private Uni<Void> tidy(Folder folder, Instant until, List<MergeOutcome> outcomes, int more) {
        if (!clock.instant().isBefore(until)) {
            return Uni.createFrom().voidItem();
        }
        var merge = new BatchMerge(store, folder, policy, compute);
        return new Leftovers(store, folder, merge).look(clock.instant()).chain(found -> {
            found.done().ifPresent(outcomes::add);
            if (found.done().isPresent()) {
                return more == 0
                        ? Uni.createFrom().voidItem()
                        : folder.fresh(store).chain(fresh -> tidy(fresh, until, outcomes, more - 1));
            }
            return FolderSurvey.plan(folder, policy, new OpenFiles(store, compute), clock.instant())
                    .chain(plan -> {
                        outcomes.addAll(plan.left());
                        return mergeAll(merge, plan.batches(), found.givenUp(), until, outcomes);
                    });
        });
    }

    /// Until one fails: it has left a claim behind, which the next run goes on from.
    private Uni<Void> mergeAll(
            BatchMerge merge,
            List<Batch> batches,
            Optional<Claims.Held> givenUp,
            Instant until,
            List<MergeOutcome> outcomes) {
        var before = new ArrayList<>(givenUp.stream().toList());
        return Multi.createFrom()
                .iterable(batches)
                .select()
                .where(batch -> clock.instant().isBefore(until))
                .onItem()
                .transformToUniAndConcatenate(batch -> merge.inspect(batch).chain(inspected -> {
                    outcomes.addAll(inspected.left());
                    if (inspected.batch().files().size() < 2) {
                        return Uni.createFrom().voidItem();
                    }
                    var first = before.stream().findFirst();
                    before.clear();
                    return merge.merge(inspected, first).invoke(outcomes::add).replaceWithVoid();
                }))
                .onItem()
                .ignoreAsUni();
    }

    /// Tells what would be merged, and changes nothing.
    Uni<List<MergeOutcome>> rehearse(Folder folder) {
        var files = new OpenFiles(store, compute);
        return FolderSurvey.plan(folder, policy, files, clock.instant())
                .chain(plan -> {
                    var outcomes = new ArrayList<>(plan.left());
                    folder.find(MergeNames.CLAIM)
                            .map(claim -> new MergeOutcome.Left(
                                    claim.location(),
                                    MergeOutcome.Why.BUSY,
                                    "it tells of a merge that was begun, and would be finished first"))
                            .ifPresent(outcomes::add);
                    return Multi.createFrom()
                            .iterable(plan.batches())
                            .onItem()
                            .transformToUniAndConcatenate(
                                    batch -> rehearse(folder, batch, files).invoke(outcomes::add))
                            .onItem()
                            .ignoreAsUni()
                            .map(done -> List.copyOf(outcomes));
                })
                .onFailure()
                .recoverWithItem(failure -> List.of(failed(folder, failure)));
    }

    private Uni<MergeOutcome> rehearse(Folder folder, Batch batch, OpenFiles files) {
        var rows = new long[1];
        var copied = new long[1];
        return files.each(batch.files(), file -> {
                    var match = SchemaMatch.of(batch.schema(), file.footer());
                    rows[0] += file.footer().rows();
                    copied[0] += file.footer().rowGroups().stream()
                            .filter(group -> policy.copies(match, group))
                            .mapToLong(group -> group.range().length())
                            .sum();
                    return Uni.createFrom().voidItem();
                })
                .map(done -> new MergeOutcome.Planned(
                        folder.at(""), batch.files().size(), rows[0], batch.bytes(), copied[0]));
    }
}
