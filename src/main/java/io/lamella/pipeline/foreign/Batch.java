package io.lamella.pipeline.foreign;

import io.lamella.core.parquet.FileSchema;
import io.lamella.pipeline.ObjectInfo;
import java.util.List;

/// Files that are merged into one.
///
/// @param schema what their columns become
/// @param files in the order in which their rows go there
record Batch(FileSchema schema, List<ObjectInfo> files) {
    Batch {
        files = List.copyOf(files);
    }

    long bytes() {
        return files.stream().mapToLong(ObjectInfo::size).sum();
    }
}
