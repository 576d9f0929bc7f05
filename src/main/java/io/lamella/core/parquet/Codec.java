package io.lamella.core.parquet;

/// How pages are compressed.
public enum Codec {
    ZSTD,
    SNAPPY,
    GZIP,
    NONE
}
