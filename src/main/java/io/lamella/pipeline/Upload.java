package io.lamella.pipeline;

/// A multipart upload that was begun.
public record Upload(Location target, String id) {
    /// A part that was uploaded, as `complete` wants it back.
    ///
    /// @param number from 1
    public record Part(int number, String etag) {}
}
