package io.lamella.pipeline.foreign;

import io.lamella.core.plan.MergePolicy;
import io.lamella.core.plan.MergeSchedule;
import io.lamella.core.table.Lake;
import io.lamella.core.table.MergeNames;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.MergeOutcome;
import io.lamella.pipeline.MergeSummary;
import io.lamella.pipeline.ObjectStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// Walks through the folders of a bucket and merges the Parquet files in each. It may run at any time, beside itself too.
public final class ForeignMerge {
    /// An upload that is older has no one left to complete it.
    private static final Duration LEAKED = Duration.ofDays(1);

    private final ObjectStore store;
    private final List<Lake> lakes;
    private final InstantSource clock;
    private final FolderMerge folders;

    /// @param lakes whose own folders are left alone
    /// @param compute where row groups are decoded and encoded
    public ForeignMerge(
            ObjectStore store, MergePolicy policy, List<Lake> lakes, InstantSource clock, Executor compute) {
        this.store = store;
        this.lakes = List.copyOf(lakes);
        this.clock = clock;
        this.folders = new FolderMerge(store, policy, clock, compute);
    }

    /// Merges folder by folder, and tells what became of each. Fails only if the bucket cannot be listed: what goes wrong in a
    /// folder is an outcome, and the next folder has its turn.
    ///
    /// @param prefix a folder: empty, or text that ends with `/`
    public Multi<MergeOutcome> merge(String bucket, String prefix) {
        return merge(bucket, prefix, Instant.MAX);
    }

    private Multi<MergeOutcome> merge(String bucket, String prefix, Instant until) {
        return Multi.createBy()
                .concatenating()
                .streams(
                        walk(bucket, prefix, folder -> folders.merge(folder, until)),
                        abortLeaked(bucket, prefix)
                                .onItem()
                                .transformToMulti(done -> Multi.createFrom().<MergeOutcome>empty()));
    }

    /// Merges the folders of several buckets. Each has its turn, whatever went wrong before.
    ///
    /// @param until no merge begins any more, so that those that are under way are done in time
    public Uni<MergeSummary> merge(List<MergeSchedule.Source> sources, Instant until) {
        return Multi.createFrom()
                .iterable(sources)
                .onItem()
                .transformToMultiAndConcatenate(source -> merge(source.bucket(), source.prefix(), until)
                        .onFailure()
                        .recoverWithItem(failure ->
                                new MergeOutcome.Failed(new Location(source.bucket(), source.prefix()), failure)))
                .collect()
                .in(() -> new MergeSummary[] {MergeSummary.NOTHING}, (sum, outcome) -> sum[0] = sum[0].plus(outcome))
                .map(sum -> sum[0]);
    }

    /// Tells what [#merge] would do, as far as that can be seen without decoding anything. Changes nothing.
    public Multi<MergeOutcome> rehearse(String bucket, String prefix) {
        return walk(bucket, prefix, folders::rehearse);
    }

    private Multi<MergeOutcome> walk(String bucket, String prefix, Function<Folder, Uni<List<MergeOutcome>>> work) {
        return exclusions(bucket, prefix)
                .onItem()
                .transformToMulti(excluded -> folders(bucket, prefix)
                        .select()
                        .where(folder -> !FileKind.isHidden(folder.path().substring(prefix.length())))
                        .onItem()
                        .transformToUniAndConcatenate(folder -> excluded.reason(folder.path())
                                .map(reason -> left(folder, reason))
                                .orElseGet(() -> work.apply(folder)))
                        .onItem()
                        .transformToIterable(outcomes -> outcomes));
    }

    private static Uni<List<MergeOutcome>> left(Folder folder, String reason) {
        boolean any = folder.files().stream()
                .anyMatch(info -> FileKind.of(folder.name(info), info.size()) == FileKind.PARQUET);
        return Uni.createFrom()
                .item(
                        any
                                ? List.of(new MergeOutcome.Left(folder.at(""), MergeOutcome.Why.NOT_MEANT, reason))
                                : List.of());
    }

    /// What must be left alone is known before anything is touched, so everything is listed once more. The keys above the
    /// prefix may tell something too; of those in one place the first that does is enough, but may have thousands before it.
    private Uni<Exclusions> exclusions(String bucket, String prefix) {
        var exclusions = new Exclusions(bucket, lakes);
        return Multi.createFrom()
                .iterable(Exclusions.clues(prefix))
                .onItem()
                .transformToMultiAndConcatenate(
                        clue -> store.list(bucket, clue).select().first(info -> !exclusions.learn(info.location())))
                .onItem()
                .ignoreAsUni()
                .chain(() -> store.list(bucket, prefix)
                        .invoke(info -> exclusions.learn(info.location()))
                        .onItem()
                        .ignoreAsUni())
                .replaceWith(exclusions);
    }

    private Multi<Folder> folders(String bucket, String prefix) {
        return Multi.createFrom().deferred(() -> {
            var walk = new FolderWalk(bucket);
            var listed = store.list(bucket, prefix).onItem().transformToIterable(walk::next);
            var rest = Multi.createFrom().<Folder>iterable(() -> walk.end().iterator());
            return Multi.createBy().concatenating().streams(listed, rest);
        });
    }

    private Uni<Void> abortLeaked(String bucket, String prefix) {
        return store.listUploads(bucket, prefix)
                .select()
                .where(pending -> pending.initiated().isBefore(clock.instant().minus(LEAKED)))
                .select()
                .where(pending -> {
                    var key = pending.upload().target().key();
                    return MergeNames.isMerged(key.substring(key.lastIndexOf('/') + 1));
                })
                .onItem()
                .transformToUniAndConcatenate(pending -> store.abort(pending.upload()))
                .onItem()
                .ignoreAsUni();
    }
}
