package io.lamella.pipeline;

import java.time.Instant;

/// An object as a listing shows it.
///
/// @param size in bytes
/// @param etag without quotes; changes with every write
/// @param lastModified to the second; for an object that came by multipart upload, the *start* of that upload
public record ObjectInfo(Location location, long size, String etag, Instant lastModified) {}
