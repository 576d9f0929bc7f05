package io.lamella.pipeline;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.plan.CommitPlanner;
import io.lamella.core.plan.SettlePlanner;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.SealReason;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// Rewrites cold parts with full row groups and without dead bytes.
///
/// The one operation that a query running at that moment can notice, since row groups move (I8): it is off unless a dataset
/// switches it on.
final class Settle {
    private final LakeStore lake;

    Settle(LakeStore lake) {
        this.lake = lake;
    }

    /// Rewrites a part if that is worth it, and answers whether it did. If the part was changed meanwhile, it is not cold, and
    /// nothing happens.
    Uni<Boolean> settle(MergeRequest partition, Dataset dataset, int number, ObjectInfo info) {
        var planner = new CommitPlanner(dataset.sizes(), dataset.freshness(), dataset.append());
        return Part.open(lake.store(), number, info)
                .chain(part -> isWorthIt(part, planner)
                        ? rewrite(partition, dataset, part, planner).replaceWith(true)
                        : Uni.createFrom().item(false))
                .onFailure(Failures::asksToLookAgain)
                .recoverWithItem(false);
    }

    private static boolean isWorthIt(Part part, CommitPlanner planner) {
        long small = part.file().footer().rowGroups().stream()
                .filter(group -> !planner.rowGroupSize().isFull(group.range().length()))
                .count();
        boolean settled = part.metadata().sealed().equals(Optional.of(SealReason.SETTLED));
        return !settled
                && SettlePlanner.isWorthIt(part.length(), part.metadata().deadBytes(), small);
    }

    private Uni<Void> rewrite(MergeRequest partition, Dataset dataset, Part part, CommitPlanner planner) {
        var key = lake.keys().part(partition.dataset(), partition.partition(), part.number());
        var writer = PartWriter.replace(
                part,
                part.file().tableSchema(),
                dataset.writer(),
                planner,
                new ObjectWriter(lake.store(), lake.at(key)));
        return writer.orAbort(writer.begin()
                        .chain(() -> writer.add(part.file(), 0))
                        .chain(() -> writer.commit(
                                dataset.name(),
                                part.metadata().schema(),
                                part.ledger(),
                                Optional.of(SealReason.SETTLED))))
                .replaceWithVoid();
    }
}
