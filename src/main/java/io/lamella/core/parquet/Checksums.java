package io.lamella.core.parquet;

/// What to do with the checksums of pages.
public enum Checksums {
    /// A page that does not fit its checksum, where it has one, is refused.
    VERIFY,
    /// As most readers do.
    IGNORE
}
