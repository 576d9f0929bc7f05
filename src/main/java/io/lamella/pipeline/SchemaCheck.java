package io.lamella.pipeline;

import io.lamella.core.parquet.SchemaChange;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.LakeKeys;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks, before anything is converted, whether rows of the configured columns can stand in a table beside those that it has.
///
/// The newest part of each table is looked at: the parts before it were let in by the same check. What went away since and comes
/// back with another type is not noticed; that would take a look at every part. A change that is let in needs nothing
/// more: the compactor seals the head with a commit of its own before it begins a part with other columns.
public final class SchemaCheck {
    /// Parts go away and grow while they are looked at.
    private static final int LOOKS = 5;

    private final LakeStore lake;

    public SchemaCheck(LakeStore lake) {
        this.lake = lake;
    }

    /// The tables whose columns and the configured ones cannot be reconciled.
    ///
    /// @param conflicts a difference each
    public record Refusal(String dataset, Location part, List<String> conflicts) {
        public Refusal {
            conflicts = List.copyOf(conflicts);
        }

        /// What to tell, and what to do.
        public String message() {
            return "datasets." + dataset + ".columns: cannot be reconciled with those of " + part + ": "
                    + String.join("; ", conflicts)
                    + ". Take the change back, or give the dataset another name, and so a table"
                    + " of its own";
        }
    }

    public Uni<List<Refusal>> refusals(List<Dataset> datasets) {
        return Multi.createFrom()
                .iterable(datasets)
                .onItem()
                .transformToUniAndConcatenate(this::refusal)
                .onItem()
                .transformToIterable(refusal -> refusal.stream().toList())
                .collect()
                .asList();
    }

    private Uni<Optional<Refusal>> refusal(Dataset dataset) {
        return newest(dataset)
                .chain(part -> part.map(
                                info -> ParquetObject.open(lake.store(), info).map(file -> refusal(dataset, file)))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .onFailure(Failures::asksToLookAgain)
                .retry()
                .atMost(LOOKS);
    }

    /// A part of a type that this version does not know is for the compactor to tell of.
    private static Optional<Refusal> refusal(Dataset dataset, ParquetObject part) {
        return part.footer()
                .tableSchema()
                .map(before -> SchemaChange.conflicts(before, dataset.fileSchema()))
                .filter(conflicts -> !conflicts.isEmpty())
                .map(conflicts -> new Refusal(dataset.name(), part.info().location(), conflicts));
    }

    private Uni<Optional<ObjectInfo>> newest(Dataset dataset) {
        return lake.store()
                .list(lake.bucket(), lake.keys().table(dataset.name()))
                .filter(info ->
                        isPart(lake.keys(), dataset.name(), info.location().key()))
                .collect()
                .in(Newest::new, Newest::add)
                .map(newest -> Optional.ofNullable(newest.found));
    }

    private static boolean isPart(LakeKeys keys, String dataset, String key) {
        return keys.partNumber(dataset, keys.tablePartition(dataset, key), key).isPresent();
    }

    private static final class Newest {
        private @Nullable ObjectInfo found;

        void add(ObjectInfo info) {
            if (found == null || info.lastModified().isAfter(found.lastModified())) {
                found = info;
            }
        }
    }
}
