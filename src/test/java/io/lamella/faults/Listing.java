package io.lamella.faults;

import io.lamella.pipeline.LakeStore;
import io.lamella.pipeline.ObjectInfo;
import java.util.List;
import java.util.regex.Pattern;

/// Lists objects of a lake, past the proxies.
final class Listing {
    /// Under such a name S3Proxy lists what is being written, until it is whole. S3 does not.
    private static final Pattern UNFINISHED = Pattern.compile(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Listing() {}

    static List<ObjectInfo> of(LakeStore lake, String prefix) {
        return lake.store()
                .list(lake.bucket(), prefix)
                .filter(object -> !UNFINISHED.matcher(object.location().key()).matches())
                .collect()
                .asList()
                .await()
                .indefinitely();
    }
}
