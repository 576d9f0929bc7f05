package io.lamella.core.cost;

import io.lamella.core.table.Dataset;
import java.time.Duration;

/// How Lamella is set up for a workload.
///
/// @param interval of the lake, in which merge requests are gathered
/// @param memoryMb of each function
/// @param versioned whether the lake keeps replaced versions, for a day
/// @param replicated whether the lake is replicated to another region
public record Deployment(
        Duration freshness,
        Duration interval,
        Dataset.Sizes sizes,
        Dataset.AppendMode append,
        int memoryMb,
        boolean arm64,
        boolean versioned,
        boolean replicated) {

    public Deployment {
        if (freshness.isNegative()) {
            throw new IllegalArgumentException("freshness must not be negative but was " + freshness);
        }
        if (interval.toMillis() < 1_000) {
            throw new IllegalArgumentException("interval must be a second at least but was " + interval);
        }
        if (memoryMb < 128) {
            throw new IllegalArgumentException("memory must be 128 MB at least but was " + memoryMb);
        }
    }

    double gigabytes() {
        return memoryMb / 1_024.0;
    }
}
