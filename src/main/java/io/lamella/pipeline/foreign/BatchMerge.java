package io.lamella.pipeline.foreign;

import io.lamella.core.parquet.FileSchema;
import io.lamella.core.parquet.SchemaGroups;
import io.lamella.core.parquet.SchemaUnion;
import io.lamella.core.plan.MergePolicy;
import io.lamella.core.table.MergeClaim;
import io.lamella.core.table.MergeManifest;
import io.lamella.core.table.MergeNames;
import io.lamella.pipeline.Concurrently;
import io.lamella.pipeline.MergeOutcome;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.ObjectWriter;
import io.lamella.pipeline.ParquetObject;
import io.lamella.pipeline.StoreException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/// Merges the files of one batch, step by step, so that a run that finds only some of the steps done can go on from there.
///
/// 1. The files are read, and it is found out what their rows come to.
/// 2. The claim of the folder names them and the file that takes their place: `WRITING`.
/// 3. That file is written, in one atomic step, unless it is there.
/// 4. It is checked as it lies in the store.
/// 5. The claim says `REPLACING`, if it is still the one of step 2. From here on the merge can only be finished.
/// 6. The files are deleted, each if it is still the version that was read.
/// 7. The claim is released.
final class BatchMerge {
    private static final int DELETED_AT_ONCE = 16;

    private final ObjectStore store;
    private final Folder folder;
    private final MergePolicy policy;
    private final OpenFiles files;
    private final Claims claims;
    private final MergedFileCheck check;

    BatchMerge(ObjectStore store, Folder folder, MergePolicy policy, Executor compute) {
        this.store = store;
        this.folder = folder;
        this.policy = policy;
        this.files = new OpenFiles(store, compute);
        this.claims = new Claims(store, folder);
        this.check = new MergedFileCheck(store, folder, compute);
    }

    /// Step 1.
    Uni<Inspection.Result> inspect(Batch batch) {
        return Inspection.of(files, folder, policy, batch);
    }

    /// Step 1 once more, of files that a claim names. Empty if they do not fit together any more, or one is no good: settings
    /// or the version of Lamella may have changed.
    Uni<Optional<Inspection.Result>> again(List<ObjectInfo> sources) {
        var groups = new SchemaGroups(new SchemaUnion(policy.reconcile()));
        return files.each(sources, file -> {
                    groups.add(FileSchema.of(file.footer()), file.info().size());
                    return Uni.createFrom().voidItem();
                })
                .chain(() -> fits(groups.groups())
                        ? inspect(new Batch(groups.groups().getFirst().target(), sources))
                                .map(Optional::of)
                        : Uni.createFrom().item(Optional.<Inspection.Result>empty()))
                .map(result -> result.filter(inspected -> inspected.left().isEmpty()))
                .onFailure(OpenFiles::isOfTheFile)
                .recoverWithItem(Optional.empty());
    }

    private boolean fits(List<SchemaGroups.Group> groups) {
        return groups.size() == 1
                && policy.unsortable(groups.getFirst().target()).isEmpty();
    }

    /// Steps 2 to 7.
    ///
    /// @param before a claim that was given up
    Uni<MergeOutcome> merge(Inspection.Result inspected, Optional<Claims.Held> before) {
        var never = new ArrayList<>(inspected.never());
        before.ifPresent(held -> never.addAll(held.claim().never()));
        var claim = new MergeClaim(
                MergeClaim.State.WRITING,
                MergeNames.merged(inspected.replaced()),
                inspected.replaced().stream()
                        .map(file -> new MergeClaim.Source(file.name(), file.etag(), file.modified()))
                        .toList(),
                never);
        return claims.begin(claim, before).chain(etag -> write(claim, etag, inspected));
    }

    /// Steps 3 to 7, under a claim that says `WRITING`.
    Uni<MergeOutcome> write(MergeClaim claim, String etag, Inspection.Result inspected) {
        var batch = inspected.batch();
        var target = folder.at(claim.target());
        var merged = new MergedFile(folder, policy, batch.schema(), batch.bytes(), new ObjectWriter(store, target));
        return merged.orAbort(merged.begin()
                        .chain(() -> files.each(batch.files(), merged::add))
                        .onFailure(OpenFiles::isOfTheFile)
                        .call(() -> giveUp(claim, etag))
                        .chain(() -> merged.finish(inspected, claim.never())
                                .replaceWithVoid()
                                // It is there, if another run has written it, or this one in a try whose answer was
                                // lost.
                                .onFailure(BatchMerge::isThere)
                                .recoverWithUni(merged::abort)))
                .chain(() -> replace(claim, etag, batch.files()));
    }

    /// Steps 4 to 7, under a claim that says `WRITING`, with a target that is there.
    ///
    /// @param sources as far as they are still there
    Uni<MergeOutcome> replace(MergeClaim claim, String etag, List<ObjectInfo> sources) {
        return store.head(folder.at(claim.target()))
                .chain(merged -> check.check(merged, sources)
                        .invoke(manifest -> requireSame(merged, manifest, claim))
                        .onFailure(MergeCheckException.class)
                        .call(() -> giveUp(claim, etag).chain(() -> store.delete(merged.location(), merged.etag())))
                        .chain(manifest -> claims.advance(etag, claim.replacing())
                                .chain(next -> delete(merged, manifest, sources, next))));
    }

    private static void requireSame(ObjectInfo merged, MergeManifest manifest, MergeClaim claim) {
        var replaced = manifest.replaced().stream()
                .map(file -> new MergeClaim.Source(file.name(), file.etag(), file.modified()))
                .collect(Collectors.toSet());
        if (!replaced.containsAll(claim.sources())) {
            throw new MergeCheckException(
                    merged.location(), "it takes the place of other files than the claim of the folder says", null);
        }
    }

    /// Steps 6 and 7, under a claim that says `REPLACING`.
    Uni<MergeOutcome> finish(ObjectInfo merged, List<ObjectInfo> sources, String etag) {
        return manifest(merged).chain(manifest -> delete(merged, manifest, sources, etag));
    }

    Uni<MergeManifest> manifest(ObjectInfo merged) {
        return ParquetObject.open(store, merged).chain(MergedFileCheck::manifest);
    }

    private Uni<MergeOutcome> delete(ObjectInfo merged, MergeManifest manifest, List<ObjectInfo> sources, String etag) {
        return Multi.createFrom()
                .iterable(sources)
                .plug(Concurrently.each(
                        DELETED_AT_ONCE,
                        source -> store.delete(source.location(), source.etag())
                                .map(done -> 0)
                                // Another version has come. Its rows are not those that were merged.
                                .onFailure(Claims::isTaken)
                                .recoverWithItem(1)))
                .collect()
                .in(() -> new int[1], (sum, left) -> sum[0] += left)
                .chain(left -> claims.release(etag)
                        .replaceWith(new MergeOutcome.Merged(
                                merged.location(),
                                manifest.replaced().size(),
                                manifest.rows(),
                                sources.stream().mapToLong(ObjectInfo::size).sum(),
                                merged.size(),
                                left[0])));
    }

    /// Ends a merge whose files are no longer what they were, before anything was deleted. What was uploaded is freed, so that
    /// it cannot become visible any more; for whatever does all the same, the claim stays for a while.
    Uni<Void> giveUp(MergeClaim claim, String etag) {
        return claims.advance(etag, claim.givenUp())
                .chain(() -> store.listUploads(folder.bucket(), folder.path() + claim.target())
                        .onItem()
                        .transformToUniAndConcatenate(pending -> store.abort(pending.upload()))
                        .onItem()
                        .ignoreAsUni());
    }

    private static boolean isThere(Throwable failure) {
        return failure instanceof StoreException known && known.reason() == StoreException.Reason.PRECONDITION_FAILED;
    }
}
