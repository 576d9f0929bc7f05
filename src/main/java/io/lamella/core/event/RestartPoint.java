package io.lamella.core.event;

/// A place in a compressed object at which decompression can begin without anything in front of it.
///
/// @param offset in the object, in bytes
/// @param textOffset of what comes out there, in the object's text
public record RestartPoint(long offset, long textOffset) {
    /// The start of the object.
    public static final RestartPoint START = new RestartPoint(0, 0);

    public RestartPoint {
        if (offset < 0 || textOffset < 0) {
            throw new IllegalArgumentException(
                    "offsets must not be negative but were " + offset + " and " + textOffset);
        }
    }
}
