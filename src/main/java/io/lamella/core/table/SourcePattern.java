package io.lamella.core.table;

/// Which source objects belong to a dataset.
///
/// @param keyPattern a glob over the whole key: `*` stays within one `/`, `**` does not, `?` is one character,
/// `{a,b}` is a choice
public record SourcePattern(String bucket, String keyPattern) {}
