package io.lamella.pipeline;

import io.lamella.core.table.Lake;
import io.lamella.core.table.LakeKeys;

/// Where a lake lies.
public record LakeStore(ObjectStore store, String bucket, LakeKeys keys) {
    /// The same lake, by way of another store.
    LakeStore over(ObjectStore other) {
        return new LakeStore(other, bucket, keys);
    }

    /// Where an object of the lake lies.
    public Location at(String key) {
        return new Location(bucket, key);
    }

    /// Whether it lies where only Lamella writes.
    boolean isOwn(Location location) {
        return location.bucket().equals(bucket)
                && Lake.FOLDERS.stream().anyMatch(folder -> location.key().startsWith(keys.prefix() + folder));
    }
}
