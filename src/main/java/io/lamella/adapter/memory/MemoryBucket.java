package io.lamella.adapter.memory;

import static io.lamella.pipeline.StoreException.Reason.NOT_FOUND;
import static io.lamella.pipeline.StoreException.Reason.NO_SUCH_UPLOAD;
import static io.lamella.pipeline.StoreException.Reason.PRECONDITION_FAILED;
import static io.lamella.pipeline.StoreException.Reason.REFUSED;

import io.lamella.core.event.ByteRange;
import io.lamella.pipeline.Condition;
import io.lamella.pipeline.KeyOrder;
import io.lamella.pipeline.Location;
import io.lamella.pipeline.StoreException;
import io.lamella.pipeline.Upload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;

/// One bucket: plain and synchronous. Not thread-safe; the store lets one call in at a time.
final class MemoryBucket {
    private static final int MAX_KEY_BYTES = 1024;

    final NavigableMap<String, MemoryObject> objects = new TreeMap<>(KeyOrder.BY_UTF8_BYTES);
    final NavigableMap<Upload, MemoryUpload> uploads = new TreeMap<>(
            Comparator.comparing((Upload upload) -> upload.target().key(), KeyOrder.BY_UTF8_BYTES)
                    .thenComparing(Upload::id));

    MemoryObject find(Location location) {
        MemoryObject object = objects.get(location.key());
        if (object == null) {
            throw new StoreException(NOT_FOUND, "no such object: " + location);
        }
        return object;
    }

    MemoryObject find(Location location, String etag) {
        MemoryObject object = find(location);
        if (!object.etag().equals(etag)) {
            throw new StoreException(
                    PRECONDITION_FAILED, location + " must have ETag " + etag + " but has " + object.etag());
        }
        return object;
    }

    Bytes read(Location location, ByteRange range, String etag) {
        Bytes bytes = find(location, etag).bytes();
        if (range.end() > bytes.size()) {
            throw new StoreException(
                    REFUSED, range + " must lie within the " + bytes.size() + " bytes of the object: " + location);
        }
        return bytes.slice(range);
    }

    void put(Location location, MemoryObject object, Condition condition) {
        requireValidKey(location);
        check(location, condition);
        objects.put(location.key(), object);
    }

    private void check(Location location, Condition condition) {
        switch (condition) {
            case Condition.Always() -> {}
            case Condition.IfAbsent() -> {
                if (objects.containsKey(location.key())) {
                    throw new StoreException(PRECONDITION_FAILED, "there must be no object but is one: " + location);
                }
            }
            case Condition.IfMatch(String etag) -> find(location, etag);
        }
    }

    void begin(Upload upload, Instant now) {
        requireValidKey(upload.target());
        uploads.put(upload, new MemoryUpload(upload, now));
    }

    MemoryUpload find(Upload upload) {
        MemoryUpload pending = uploads.get(upload);
        if (pending == null) {
            throw new StoreException(
                    NO_SUCH_UPLOAD, "upload " + upload.id() + " was aborted or completed: " + upload.target());
        }
        return pending;
    }

    private static void requireValidKey(Location location) {
        int length = location.key().getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > MAX_KEY_BYTES) {
            throw new StoreException(
                    REFUSED, "a key must have 1 to " + MAX_KEY_BYTES + " bytes but had " + length + ": " + location);
        }
    }
}
