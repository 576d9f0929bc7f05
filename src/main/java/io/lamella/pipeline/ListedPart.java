package io.lamella.pipeline;

import io.lamella.core.event.MergeRequest;
import io.smallrye.mutiny.Multi;

/// A part of a table as it was listed.
public record ListedPart(String partition, int number, ObjectInfo info) {
    /// Those of a table, in the order of their keys.
    public static Multi<ListedPart> ofTable(LakeStore lake, String dataset) {
        return below(lake, dataset, lake.keys().table(dataset));
    }

    /// Those of a partition, in the order of their keys.
    public static Multi<ListedPart> ofPartition(LakeStore lake, MergeRequest partition) {
        return below(lake, partition.dataset(), lake.keys().table(partition.dataset(), partition.partition()))
                .filter(part -> part.partition().equals(partition.partition()));
    }

    private static Multi<ListedPart> below(LakeStore lake, String dataset, String prefix) {
        return lake.store()
                .list(lake.bucket(), prefix)
                .onItem()
                .transformToIterable(
                        info -> lake.keys().partName(dataset, info.location().key()).stream()
                                .map(name -> new ListedPart(name.partition(), name.number(), info))
                                .toList());
    }
}
