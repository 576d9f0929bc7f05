package io.lamella.entry.cli;

import io.lamella.core.event.MergeRequest;
import io.lamella.core.table.LedgerEntry;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.ListedPart;
import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.ObjectStore;
import io.lamella.pipeline.StoreException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the ledgers of a table say: which slice is published in which part.
final class PublishedSlices {
    private static final int MAX_LOOKS = 10;

    private final Map<Place, Published> entries = new HashMap<>();

    private record Place(String partition, SliceId slice) {}

    /// @param key of the part
    record Published(String key, LedgerEntry entry) {}

    private PublishedSlices() {}

    /// Reads the ledgers of all parts of a table, or, with a `partition`, of that one.
    static PublishedSlices read(LakeStore lake, String dataset, Optional<String> partition) throws IOException {
        var published = new PublishedSlices();
        var parts = partition
                .map(one -> ListedPart.ofPartition(lake, new MergeRequest(dataset, one)))
                .orElseGet(() -> ListedPart.ofTable(lake, dataset));
        for (var part : parts.collect().asList().await().indefinitely()) {
            var key = part.info().location().key();
            for (var entry : ledger(lake.store(), part.info(), 1)) {
                published.entries.put(new Place(part.partition(), entry.slice()), new Published(key, entry));
            }
        }
        return published;
    }

    /// The ledger of a part as it was listed, and as it is by then if it was appended to.
    private static List<LedgerEntry> ledger(ObjectStore store, ObjectInfo info, int looks) throws IOException {
        try {
            return ParquetFile.open(FileBytes.object(store, info)).ledger();
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.PRECONDITION_FAILED || looks == MAX_LOOKS) {
                throw e;
            }
        }
        return ledger(store, store.head(info.location()).await().indefinitely(), looks + 1);
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
