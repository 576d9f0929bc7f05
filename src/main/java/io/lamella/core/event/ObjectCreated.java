package io.lamella.core.event;

import java.util.Optional;
import java.util.OptionalLong;

/// What a notification says about an object that landed. Some senders leave out what makes it a [SourceObject]; the object
/// itself has to be asked then.
///
/// @param key the object key, decoded
/// @param etag without quotes
/// @param size in bytes
/// @param sequencer orders the events of one key: padded right with zeros, compared as text
public record ObjectCreated(
        String bucket, String key, Optional<String> etag, OptionalLong size, Optional<String> sequencer) {

    /// The source object, if the notification says enough.
    public Optional<SourceObject> source() {
        if (etag.isEmpty() || size.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SourceObject(bucket, key, etag.get(), size.getAsLong()));
    }
}
