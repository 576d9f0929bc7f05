package io.lamella.core.event;

import java.util.Optional;

/// One slice to be converted for one dataset. A small object is one slice that covers it whole.
///
/// @param range whole rows: of the bytes of the object, or, if it is compressed and cut, of its text
/// @param compressed empty if the range is one of the object's bytes
/// @param cut empty for a whole object
/// @param trial names the one try at the object that the slice belongs to, with the others of which it counts or comes to nothing;
/// empty for one that counts by itself
public record SliceTask(
        String dataset,
        SourceObject source,
        ByteRange range,
        Optional<Compressed> compressed,
        Optional<Cut> cut,
        Optional<String> trial) {
    /// One of the object's bytes, which counts by itself.
    public SliceTask(String dataset, SourceObject source, ByteRange range, Optional<Cut> cut) {
        this(dataset, source, range, Optional.empty(), cut, Optional.empty());
    }

    /// A whole object.
    public static SliceTask whole(String dataset, SourceObject source) {
        return new SliceTask(dataset, source, ByteRange.whole(source.size()), Optional.empty());
    }

    /// The same slice, as one that counts only with the others of a trial.
    public SliceTask in(String oneTrial) {
        return new SliceTask(dataset, source, range, compressed, cut, Optional.of(oneTrial));
    }

    /// The whole object that this is a slice of.
    public SliceTask whole() {
        return whole(dataset, source);
    }

    /// Whether it is all of the object.
    public boolean isWhole() {
        return compressed.isEmpty() && range.length() == source.size();
    }

    /// The bytes of the object that have to be read, as far as all of them are needed.
    public ByteRange storedRange() {
        return compressed
                .map(Compressed::from)
                .map(from -> new ByteRange(from.offset(), source.size() - from.offset()))
                .orElse(range);
    }

    /// How many bytes of the object count as the slice's.
    public long storedBytes() {
        return compressed.map(Compressed::bytes).orElse(range.length());
    }
}
