package io.lamella.pipeline;

import io.lamella.core.parquet.SchemaChange;
import io.lamella.core.schema.TableSchema;
import io.lamella.core.table.Dataset;
import io.lamella.core.table.PartitionChange;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks, before anything is converted, whether rows of the configured columns and partitions can stand in a table beside those that it
/// has.
///
/// Whoever starts looks at the newest part of each table: the parts before it were let in by the same check. What went away since and
/// comes back with another type is noticed only by a look at every part, which `lamella check` takes. A change that is let in needs
/// nothing more: the compactor seals the head with a commit of its own before it begins a part with other columns.
public final class SchemaCheck {
    /// Parts go away and grow while they are looked at.
    private static final int LOOKS = 5;

    private static final int PARTS_AT_ONCE = 16;

    /// Oldest first. S3 tells dates to the second, and a head may be made in the one in which the part before it was sealed: of the same
    /// date, the last in the order of keys is the newest.
    private static final Comparator<ObjectInfo> BY_AGE = Comparator.comparing(ObjectInfo::lastModified)
            .thenComparing(info -> info.location().key());

    private final LakeStore lake;

    public SchemaCheck(LakeStore lake) {
        this.lake = lake;
    }

    /// A table whose columns or partitions cannot be reconciled with the configured ones.
    ///
    /// @param setting of the dataset, `columns` or `partitions`
    /// @param part that was compared
    /// @param conflicts the differences, each in words
    public record Refusal(String dataset, String setting, Location part, List<String> conflicts) {
        public Refusal {
            conflicts = List.copyOf(conflicts);
        }

        /// What to tell, and what to do.
        public String message() {
            return "datasets." + dataset + "." + setting + ": cannot be reconciled with those of " + part + ": "
                    + String.join("; ", conflicts)
                    + ". Take the change back, or give the dataset another name, and so a table"
                    + " of its own";
        }
    }

    /// Parts of a table that have the same columns, and partitions that differ in the same from the configured ones.
    ///
    /// @param columns of their files
    /// @param example the newest of them
    /// @param partitionConflicts what keeps the configured partitions from standing beside theirs, a difference each
    /// @param columnConflicts the same of columns; told only where partitions are the same, for others leave other columns to the files
    public record Generation(
            TableSchema columns,
            ObjectInfo example,
            long parts,
            List<String> partitionConflicts,
            List<String> columnConflicts) {
        public Generation {
            partitionConflicts = List.copyOf(partitionConflicts);
            columnConflicts = List.copyOf(columnConflicts);
        }

        public List<String> conflicts() {
            return partitionConflicts.isEmpty() ? columnConflicts : partitionConflicts;
        }

        /// Empty if they go together.
        public Optional<Refusal> refusal(Dataset dataset) {
            var setting = partitionConflicts.isEmpty() ? "columns" : "partitions";
            return conflicts().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Refusal(dataset.name(), setting, example.location(), conflicts()));
        }

        private Generation or(Generation other) {
            var newest = BY_AGE.compare(other.example, example) > 0 ? other.example : example;
            return new Generation(columns, newest, parts + other.parts, partitionConflicts, columnConflicts);
        }
    }

    /// All parts of a table by their columns and partitions, the newest first. Reads each footer. Parts that come meanwhile may be
    /// missing, and so are those of types that this version does not know.
    public Uni<List<Generation>> generations(Dataset dataset) {
        return parts(dataset)
                .plug(Concurrently.each(PARTS_AT_ONCE, info -> generation(dataset, info)))
                .onItem()
                .transformToIterable(found -> found.stream().toList())
                .collect()
                .in(
                        LinkedHashMap<Alike, Generation>::new,
                        (all, one) ->
                                all.merge(new Alike(one.columns(), one.partitionConflicts()), one, Generation::or))
                .map(all -> all.values().stream()
                        .sorted(Comparator.comparing(Generation::example, BY_AGE)
                                .reversed())
                        .toList());
    }

    private record Alike(TableSchema columns, List<String> partitionConflicts) {}

    /// Empty if the part is gone.
    private Uni<Optional<Generation>> generation(Dataset dataset, ObjectInfo listed) {
        return read(dataset, listed)
                .onFailure(Failures::asksToLookAgain)
                .recoverWithUni(() -> Uni.createFrom()
                        .deferred(() -> lake.store().head(listed.location()))
                        .chain(now -> read(dataset, now))
                        .onFailure(Failures::asksToLookAgain)
                        .retry()
                        .atMost(LOOKS))
                .onFailure(Failures::isNotFound)
                .recoverWithItem(Optional.empty());
    }

    /// Empty if the part has types that this version does not know, which is for the compactor to tell of.
    private Uni<Optional<Generation>> read(Dataset dataset, ObjectInfo info) {
        return ParquetObject.open(lake.store(), info)
                .map(part -> part.footer()
                        .tableSchema()
                        .map(columns -> new Generation(
                                columns,
                                info,
                                1,
                                PartitionChange.conflicts(partition(dataset, info), dataset.partitions()),
                                SchemaChange.conflicts(columns, dataset.fileSchema()))));
    }

    private String partition(Dataset dataset, ObjectInfo part) {
        return lake.keys()
                .partName(dataset.name(), part.location().key())
                .orElseThrow()
                .partition();
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
                .chain(part -> part.map(info -> read(dataset, info))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .map(found -> found.flatMap(generation -> generation.refusal(dataset)))
                .onFailure(Failures::asksToLookAgain)
                .retry()
                .atMost(LOOKS);
    }

    private Multi<ObjectInfo> parts(Dataset dataset) {
        return ListedPart.ofTable(lake, dataset.name()).map(ListedPart::info);
    }

    private Uni<Optional<ObjectInfo>> newest(Dataset dataset) {
        return parts(dataset).collect().in(Newest::new, Newest::add).map(newest -> Optional.ofNullable(newest.found));
    }

    private static final class Newest {
        private @Nullable ObjectInfo found;

        void add(ObjectInfo info) {
            if (found == null || BY_AGE.compare(info, found) > 0) {
                found = info;
            }
        }
    }
}
