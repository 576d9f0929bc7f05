package io.lamella.pipeline;

import io.lamella.core.table.LakeKeys;

/// Where a lake lies.
public record LakeStore(ObjectStore store, String bucket, LakeKeys keys) {
    Location at(String key) {
        return new Location(bucket, key);
    }
}
