package io.lamella.core.event;

import java.util.Optional;

/// One slice to be converted for one dataset. A small object is one slice that covers it whole.
///
/// @param range whole rows
/// @param cut empty for a whole object
/// @param trial names the one try at the object that the slice belongs to, with the others of which it counts or comes to nothing;
/// empty for one that counts by itself
public record SliceTask(
        String dataset, SourceObject source, ByteRange range, Optional<Cut> cut, Optional<String> trial) {
    /// One that counts by itself.
    public SliceTask(String dataset, SourceObject source, ByteRange range, Optional<Cut> cut) {
        this(dataset, source, range, cut, Optional.empty());
    }

    /// A whole object.
    public static SliceTask whole(String dataset, SourceObject source) {
        return new SliceTask(dataset, source, ByteRange.whole(source.size()), Optional.empty());
    }

    /// The same slice, as one that counts only with the others of a trial.
    public SliceTask in(String oneTrial) {
        return new SliceTask(dataset, source, range, cut, Optional.of(oneTrial));
    }

    /// The whole object that this is a slice of.
    public SliceTask whole() {
        return whole(dataset, source);
    }
}
