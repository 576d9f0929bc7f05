package io.lamella.pipeline;

import io.lamella.core.event.SliceTask;
import io.lamella.core.table.LakeKeys.AttemptName;
import io.lamella.core.table.SliceId;
import io.smallrye.mutiny.Multi;
import java.util.Optional;

/// Uploads that attempts at a slice have begun and not ended: of one that is at work, or of some that were killed.
public final class SliceUploads {
    private final LakeStore lake;

    public SliceUploads(LakeStore lake) {
        this.lake = lake;
    }

    /// Those of one slice. Goes through all pending uploads of its dataset.
    public Multi<PendingUpload> of(SliceTask task) {
        var slice = SliceId.of(task);
        var keys = lake.keys();
        var dataset = task.dataset();
        return Multi.createFrom()
                .items(keys.staged(dataset), keys.quarantine(dataset))
                .onItem()
                .transformToMultiAndConcatenate(folder -> lake.store().listUploads(lake.bucket(), folder))
                .filter(pending -> attempt(dataset, pending.upload().target().key())
                        .filter(name -> name.slice().equals(slice))
                        .isPresent());
    }

    private Optional<AttemptName> attempt(String dataset, String key) {
        var keys = lake.keys();
        return keys.stagedName(dataset, keys.stagedPartition(dataset, key), key)
                .or(() -> keys.quarantineName(dataset, key));
    }
}
