package io.lamella.pipeline.load;

import io.lamella.pipeline.ObjectInfo;
import io.lamella.pipeline.StoreException;
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

    /// What a read of it that failed means.
    Throwable readFailed(Throwable failure) {
        return failure instanceof StoreException known ? readFailed(known) : failure;
    }

    private StoreException readFailed(StoreException failure) {
        return switch (failure.reason()) {
            case PRECONDITION_FAILED ->
                new StoreException(
                        failure.reason(),
                        name() + " was replaced, or appended to, after it was listed. A load reads each file as it was"
                                + " then: start it again",
                        failure);
            case NOT_FOUND ->
                new StoreException(
                        failure.reason(), name() + " was deleted after it was listed: start the load again", failure);
            case CONFLICT, NO_SUCH_UPLOAD, REFUSED, UNKNOWN -> failure;
        };
    }
}
