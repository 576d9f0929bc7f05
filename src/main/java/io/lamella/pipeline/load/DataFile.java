package io.lamella.pipeline.load;

import io.lamella.pipeline.ObjectInfo;
import java.util.Map;
import java.util.Optional;

/// A file to load.
///
/// @param partitions the values in its path, by column; empty where they are null
record DataFile(ObjectInfo info, Map<String, Optional<String>> partitions) {
    static DataFile of(ObjectInfo info) {
        return new DataFile(info, PartitionKeys.of(info.location().key()));
    }

    String name() {
        return info.location().toString();
    }
}
