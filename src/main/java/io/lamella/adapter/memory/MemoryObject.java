package io.lamella.adapter.memory;

import io.lamella.pipeline.Location;
import io.lamella.pipeline.ObjectInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

record MemoryObject(Bytes bytes, String etag, Instant dated) {
    ObjectInfo describe(Location location) {
        return new ObjectInfo(location, bytes.size(), etag, dated.truncatedTo(ChronoUnit.SECONDS));
    }
}
