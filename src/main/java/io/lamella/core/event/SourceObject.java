package io.lamella.core.event;

/// An object that landed in a source bucket. The same key with another ETag is another source object.
///
/// @param key the object key, decoded (a space is a space)
/// @param etag the ETag without quotes
/// @param size in bytes
public record SourceObject(String bucket, String key, String etag, long size) {
    /// As people write it: `s3://bucket/key`.
    public String uri() {
        return "s3://" + bucket + "/" + key;
    }
}
