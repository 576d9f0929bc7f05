package io.lamella.core.event;

/// "This partition has staged files." It carries no list of files: the compactor looks for itself.
///
/// @param partition the Hive-style path below the dataset, `""` for a table without partitions
public record MergeRequest(String dataset, String partition) {}
