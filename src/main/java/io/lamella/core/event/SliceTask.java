package io.lamella.core.event;

/// One slice to be converted for one dataset. A small object is one slice that covers it whole.
public record SliceTask(String dataset, SourceObject source, ByteRange range) {
    public static SliceTask whole(String dataset, SourceObject source) {
        return new SliceTask(dataset, source, ByteRange.whole(source.size()));
    }
}
