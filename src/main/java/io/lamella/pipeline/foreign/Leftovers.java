package io.lamella.pipeline.foreign;

import io.lamella.core.table.MergeClaim;
import io.lamella.core.table.MergeManifest;
import io.lamella.core.table.MergeNames;
import io.lamella.pipeline.MergeOutcome;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finishes what earlier runs began in a folder, one thing at a time; after each, the folder has to be listed anew.
final class Leftovers {
    /// No write is under way for so long.
    private static final Duration LATE = Duration.ofDays(1);

    private final ObjectStore store;
    private final Folder folder;
    private final BatchMerge merge;
    private final Claims claims;

    /// @param folder as it is now
    Leftovers(ObjectStore store, Folder folder, BatchMerge merge) {
        this.store = store;
        this.folder = folder;
        this.merge = merge;
        this.claims = new Claims(store, folder);
    }

    /// What was found.
    ///
    /// @param done what was finished; empty if there was nothing left over
    /// @param givenUp a claim that a new merge takes the place of
    record Found(Optional<MergeOutcome> done, Optional<Claims.Held> givenUp) {}

    /// @param now to tell how old things are
    Uni<Found> look(Instant now) {
        if (folder.find(MergeNames.CLAIM).isEmpty()) {
            return manifests(Optional.empty());
        }
        return claims.find().chain(held -> held.isPresent() ? of(held.get(), now) : manifests(held));
    }

    private Uni<Found> of(Claims.Held held, Instant now) {
        return switch (held.claim().state()) {
            case WRITING -> written(held).map(Leftovers::done);
            case REPLACING -> replaced(held).map(Leftovers::done);
            case GIVEN_UP -> givenUp(held, now);
        };
    }

    private static Found done(MergeOutcome outcome) {
        return new Found(Optional.of(outcome), Optional.empty());
    }

    /// The target may be there or not.
    private Uni<MergeOutcome> written(Claims.Held held) {
        var claim = held.claim();
        var sources = sources(claim);
        if (folder.find(claim.target()).isPresent()) {
            return merge.replace(claim, held.etag(), sources);
        }
        if (sources.size() < claim.sources().size()) {
            return giveUp(held);
        }
        return merge.again(sources)
                .chain(inspected ->
                        inspected.isPresent() ? merge.write(claim, held.etag(), inspected.get()) : giveUp(held));
    }

    private Uni<MergeOutcome> giveUp(Claims.Held held) {
        return merge.giveUp(held.claim(), held.etag())
                .replaceWith(new MergeOutcome.Finished(folder.at(held.claim().target()), 0));
    }

    private Uni<MergeOutcome> replaced(Claims.Held held) {
        var claim = held.claim();
        var target = folder.find(claim.target());
        // Whoever took the merged file away has taken its rows; those that are left stay.
        return target.map(merged -> merge.finish(merged, sources(claim), held.etag()))
                .orElseGet(() -> claims.release(held.etag())
                        .replaceWith(new MergeOutcome.Finished(folder.at(claim.target()), 0)));
    }

    /// Those of the claim's files that are still the same version.
    private List<ObjectInfo> sources(MergeClaim claim) {
        var wanted = new HashSet<>(claim.sources());
        return folder.files().stream()
                .filter(info ->
                        wanted.contains(new MergeClaim.Source(folder.name(info), info.etag(), info.lastModified())))
                .toList();
    }

    private Uni<Found> givenUp(Claims.Held held, Instant now) {
        var late = names(held.claim().never());
        if (!late.isEmpty()) {
            return remove(late.getFirst());
        }
        if (held.info().lastModified().isBefore(now.minus(LATE))) {
            return claims.release(held.etag()).chain(() -> manifests(Optional.empty()));
        }
        return manifests(Optional.of(held));
    }

    private List<ObjectInfo> names(List<String> never) {
        var names = new HashSet<>(never);
        return folder.files().stream()
                .filter(info -> names.contains(folder.name(info)))
                .toList();
    }

    /// A write that came late: its rows are in another file.
    private Uni<Found> remove(ObjectInfo late) {
        return store.delete(late.location(), late.etag())
                .replaceWith(done(new MergeOutcome.Finished(late.location(), 0)));
    }

    /// Looks whether a merged file tells of files that are still there, although there is no claim any more, or of others that
    /// must not be there.
    private Uni<Found> manifests(Optional<Claims.Held> givenUp) {
        var merged = folder.files().stream()
                .filter(info -> MergeNames.isMerged(folder.name(info)))
                .toList();
        var nothing = new Found(Optional.empty(), givenUp);
        // A merged file alone has nothing beside it to tell of.
        if (folder.files().size() == 1) {
            return Uni.createFrom().item(nothing);
        }
        return Multi.createFrom()
                .iterable(merged)
                .onItem()
                .transformToUniAndConcatenate(info -> merge.manifest(info)
                        .chain(manifest -> finish(info, manifest, givenUp))
                        .onFailure(OpenFiles::isOfTheFile)
                        .recoverWithItem(nothing))
                .select()
                .where(found -> found.done().isPresent())
                .toUni()
                .map(found -> found == null ? nothing : found);
    }

    private Uni<Found> finish(ObjectInfo merged, MergeManifest manifest, Optional<Claims.Held> givenUp) {
        var late = names(manifest.never());
        if (!late.isEmpty()) {
            return remove(late.getFirst());
        }
        var wanted = manifest.replaced().stream()
                .map(file -> new MergeClaim.Source(file.name(), file.etag(), file.modified()))
                .collect(Collectors.toSet());
        var there = folder.files().stream()
                .map(info -> new MergeClaim.Source(folder.name(info), info.etag(), info.lastModified()))
                .filter(wanted::contains)
                .toList();
        if (there.isEmpty()) {
            return Uni.createFrom().item(new Found(Optional.empty(), givenUp));
        }
        var claim = new MergeClaim(
                MergeClaim.State.WRITING,
                folder.name(merged),
                there,
                givenUp.map(held -> held.claim().never()).orElse(List.of()));
        return claims.begin(claim, givenUp)
                .chain(etag -> merge.replace(claim, etag, sources(claim)))
                .map(Leftovers::done);
    }
}
