package io.lamella.core.cost;

import java.time.Duration;

/// What lands.
///
/// @param objects that land, all of about the same size
/// @param bytes of all of them, decompressed
/// @param over the time in which they land, evenly; zero for all at once
/// @param partitions that rows are written to in that time, all of about the same size
/// @param partitionsPerObject that the rows of one object belong to
/// @param textPerParquet bytes of text that make one byte of Parquet
public record Workload(
        long objects, long bytes, Duration over, int partitions, int partitionsPerObject, double textPerParquet) {
    /// That of the benchmark's events.
    public static final double TEXT_PER_PARQUET = 3.25;

    public Workload {
        require(objects > 0, "objects", "positive", objects);
        require(bytes > 0, "bytes", "positive", bytes);
        require(!over.isNegative(), "over", "no negative time", over);
        require(
                partitions > 0 && partitions <= objects * partitionsPerObject,
                "partitions",
                "1 to objects × partitions per object",
                partitions);
        require(
                partitionsPerObject > 0 && partitionsPerObject <= partitions,
                "partitions per object",
                "1 to the number of partitions",
                partitionsPerObject);
        require(textPerParquet > 0, "text per Parquet", "positive", textPerParquet);
    }

    private static void require(boolean holds, String what, String rule, Object found) {
        if (!holds) {
            throw new IllegalArgumentException(what + " must be " + rule + " but was " + found);
        }
    }

    /// Staged files that come of it.
    double stagedFiles() {
        return (double) objects * partitionsPerObject;
    }

    double parquetBytes() {
        return bytes / textPerParquet;
    }

    double stagedFileBytes() {
        return parquetBytes() / stagedFiles();
    }

    double seconds() {
        return over.toMillis() / 1_000.0;
    }
}
