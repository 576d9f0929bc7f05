package io.lamella.pipeline;

import java.time.Instant;

/// A multipart upload that is neither completed nor aborted, as a listing shows it.
public record PendingUpload(Upload upload, Instant initiated) {}
