package io.lamella.core.event;

import java.util.Optional;

/// One slice to be converted for one dataset. A small object is one slice that covers it whole.
///
/// @param range whole rows
/// @param cut empty for a whole object
public record SliceTask(String dataset, SourceObject source, ByteRange range, Optional<Cut> cut) {
    /// A whole object.
    public static SliceTask whole(String dataset, SourceObject source) {
        return new SliceTask(dataset, source, ByteRange.whole(source.size()), Optional.empty());
    }

    /// The whole object that this is a slice of.
    public SliceTask whole() {
        return whole(dataset, source);
    }
}
