package io.lamella.faults;

import io.lamella.core.event.SliceTask;
import io.lamella.core.event.SourceObject;
import io.lamella.core.table.SliceId;
import io.lamella.pipeline.ObjectInfo;
import java.util.stream.IntStream;

/// A version of an object that landed, and its rows: `first`, `first + step` and so on.
///
/// @param step 1, or the number of folders, so that all rows are for the same folder
/// @param isReplaced whether it was overwritten or deleted soon after, perhaps before it was read
record Landed(ObjectInfo object, int first, int rows, int step, boolean isReplaced) {
    static final String DATASET = "events";
    static final int FOLDERS = 3;

    IntStream ids() {
        return IntStream.range(0, rows).map(row -> first + row * step);
    }

    IntStream goodIds() {
        return ids().filter(id -> !isBad(id));
    }

    IntStream badIds() {
        return ids().filter(Landed::isBad);
    }

    /// Whether the row with this id fits no schema.
    static boolean isBad(int id) {
        return id % 97 == 13;
    }

    SliceId slice() {
        var location = object.location();
        return SliceId.of(SliceTask.whole(
                DATASET, new SourceObject(location.bucket(), location.key(), object.etag(), object.size())));
    }
}
