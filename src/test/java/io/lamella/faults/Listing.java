package io.lamella.faults;

import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.ObjectInfo;
import java.util.List;

/// Lists objects of a lake, past the proxies.
final class Listing {
    private Listing() {}

    static List<ObjectInfo> of(LakeStore lake, String prefix) {
        return lake.store()
                .list(lake.bucket(), prefix)
                .collect()
                .asList()
                .await()
                .indefinitely();
    }
}
