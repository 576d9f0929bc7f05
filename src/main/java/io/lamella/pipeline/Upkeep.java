package io.lamella.pipeline;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.plan.SettlePlanner;
import io.lamella.core.table.Dataset;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    private record Numbered(int number, ObjectInfo info) {}

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

    private Uni<Map<String, List<Numbered>>> parts(Dataset dataset) {
        var keys = lake.keys();
        return lake.store()
                .list(lake.bucket(), keys.table(dataset.name()))
                .collect()
                .in(TreeMap<String, List<Numbered>>::new, (partitions, info) -> {
                    var key = info.location().key();
                    var partition = keys.tablePartition(dataset.name(), key);
                    keys.partNumber(dataset.name(), partition, key)
                            .ifPresent(number -> partitions
                                    .computeIfAbsent(partition, name -> new ArrayList<>())
                                    .add(new Numbered(number, info)));
                })
                .map(partitions -> partitions);
    }

    private Uni<Done> look(Dataset dataset, MergeRequest partition, List<Numbered> parts, boolean settles) {
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

    private Uni<Integer> settle(Dataset dataset, MergeRequest partition, List<Numbered> parts) {
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
