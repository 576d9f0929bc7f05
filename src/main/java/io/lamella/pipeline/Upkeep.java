package io.lamella.pipeline;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.plan.SettlePlanner;
import io.lamella.core.table.Dataset;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Looks after parts that nothing is appended to any more: seals old heads and settles cold parts, where a dataset asks for it.
final class Upkeep {
    private final LakeStore lake;
    private final Compact compact;
    private final Settle settle;
    private final InstantSource clock;

    Upkeep(LakeStore lake, Compact compact, InstantSource clock) {
        this.lake = lake;
        this.compact = compact;
        this.settle = new Settle(lake);
        this.clock = clock;
    }

    /// @param sealed heads that were sealed for their age
    /// @param settled parts that were rewritten
    record Done(int sealed, int settled) {
        Done plus(Done other) {
            return new Done(sealed + other.sealed, settled + other.settled);
        }
    }

    Uni<Done> look(Dataset dataset) {
        boolean settles = dataset.settle()
                .filter(when -> SettlePlanner.isInWindow(clock.instant(), when))
                .isPresent();
        if (dataset.sealAfter().isEmpty() && !settles) {
            return Uni.createFrom().item(new Done(0, 0));
        }
        return parts(dataset)
                .chain(partitions -> Multi.createFrom()
                        .iterable(partitions.entrySet())
                        .onItem()
                        .transformToUniAndConcatenate(entry -> look(
                                dataset, new MergeRequest(dataset.name(), entry.getKey()), entry.getValue(), settles))
                        .collect()
                        .asList()
                        .map(all -> all.stream().reduce(new Done(0, 0), Done::plus)));
    }

    private Uni<Map<String, List<ListedPart>>> parts(Dataset dataset) {
        return ListedPart.ofTable(lake, dataset.name())
                .collect()
                .with(Collectors.groupingBy(ListedPart::partition, TreeMap::new, Collectors.toList()));
    }

    private Uni<Done> look(Dataset dataset, MergeRequest partition, List<ListedPart> parts, boolean settles) {
        var newest = parts.stream()
                .max((one, other) -> Integer.compare(one.number(), other.number()))
                .orElseThrow();
        boolean old =
                dataset.sealAfter().filter(age -> isOlder(newest.info(), age)).isPresent();
        var sealing =
                old ? compact.sealHead(partition, dataset) : Uni.createFrom().item(false);
        return sealing.chain(wasSealed -> (settles
                        ? settle(dataset, partition, parts)
                        : Uni.createFrom().item(0))
                .map(settled -> new Done(wasSealed ? 1 : 0, settled)));
    }

    private Uni<Integer> settle(Dataset dataset, MergeRequest partition, List<ListedPart> parts) {
        var after = dataset.settle().map(Dataset.Settle::after).orElseThrow();
        return Multi.createFrom()
                .iterable(parts)
                .select()
                .where(part -> isOlder(part.info(), after))
                .onItem()
                .transformToUniAndConcatenate(part -> settle.settle(partition, dataset, part.number(), part.info()))
                .collect()
                .with(java.util.stream.Collectors.summingInt(settled -> settled ? 1 : 0));
    }

    private boolean isOlder(ObjectInfo info, Duration age) {
        Instant since = clock.instant().minus(age);
        return info.lastModified().isBefore(since);
    }
}
