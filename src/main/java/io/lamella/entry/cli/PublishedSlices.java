package io.lamella.entry.cli;

import io.lamella.core.table.LakeKeys;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.ObjectInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the ledgers of a table say: which slice is published in which part.
final class PublishedSlices {
    private final Map<Place, Published> entries = new HashMap<>();

    private record Place(String partition, SliceId slice) {}

    /// @param key of the part
    record Published(String key, LedgerEntry entry) {}

    private PublishedSlices() {}

    /// Reads the ledgers of all parts of a table, or, with a `partition`, of that one.
    static PublishedSlices read(LakeStore lake, String dataset, Optional<String> partition) throws IOException {
        var keys = lake.keys();
        var published = new PublishedSlices();
        for (var info : list(lake, keys.table(dataset, partition.orElse("")))) {
            var key = info.location().key();
            var place = keys.tablePartition(dataset, key);
            if (isPart(keys, dataset, place, key)
                    && partition.map(place::equals).orElse(true)) {
                for (var entry :
                        ParquetFile.open(FileBytes.object(lake.store(), info)).ledger()) {
                    published.entries.put(new Place(place, entry.slice()), new Published(key, entry));
                }
            }
        }
        return published;
    }

    private static boolean isPart(LakeKeys keys, String dataset, String partition, String key) {
        return keys.partNumber(dataset, partition, key).isPresent();
    }

    static List<ObjectInfo> list(LakeStore lake, String prefix) {
        return lake.store()
                .list(lake.bucket(), prefix)
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    Optional<Published> find(String partition, SliceId slice) {
        return Optional.ofNullable(entries.get(new Place(partition, slice)));
    }
}
