package io.lamella.infra;

import io.lamella.core.table.Dataset;
import io.lamella.entry.wiring.HeapShare;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How much memory and time a function has. Both follow from the biggest row groups of all datasets, since all datasets share
/// the functions.
///
/// @param memoryMb at least 1,769, which buys one whole processor: less costs as much, because the work takes longer
record FunctionSize(int memoryMb, Duration timeout) {
    private static final long MIB = 1024 * 1024;
    private static final int ONE_PROCESSOR_MB = 1_769;
    private static final int MOST_MB = 10_240;
    private static final int LEAST_MB = 512;
    private static final int STEP_MB = 64;

    /// Lambda's Java gives the heap this share of the memory.
    private static final double HEAP_SHARE = 0.85;

    /// What the process holds beside its heap, for code, threads and buffers of the network: some 130 MB, and a reserve.
    private static final int BESIDE_HEAP_MB = 160;

    /// The longest that Lambda lets a function run. An object is converted in one go, however big it is.
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /// A commit that dies leaves its partition waiting for as long as this, so it is no more than a commit may take:
    /// three minutes for requests and copies, and a second for every 4 MiB of a row group to be decoded and encoded.
    private static final Duration COMMIT = Duration.ofMinutes(3);

    private static final long MERGED_BYTES_PER_SECOND = 4 * MIB;

    /// For converting. All slices that [HeapShare] converts side by side can fill their row groups.
    static FunctionSize ofIngest(List<Dataset> datasets, OptionalInt memoryMb) {
        return new FunctionSize(memoryMb.orElseGet(() -> memoryMb(biggestRowGroup(datasets))), LONGEST);
    }

    /// For sweeping, which may join row groups as well, in as many partitions as there is time for.
    static FunctionSize ofSweep(List<Dataset> datasets, OptionalInt memoryMb) {
        return new FunctionSize(ofMerge(datasets, memoryMb).memoryMb(), LONGEST);
    }

    /// For committing. 64 MiB take 3 minutes 16 seconds, hence 4 minutes; 1 GiB takes 8.
    static FunctionSize ofMerge(List<Dataset> datasets, OptionalInt memoryMb) {
        long rowGroup = biggestRowGroup(datasets);
        var timeout = COMMIT.plusSeconds(rowGroup / MERGED_BYTES_PER_SECOND);
        var minutes = Duration.ofMinutes(timeout.plusSeconds(59).toMinutes());
        return new FunctionSize(memoryMb.orElseGet(() -> memoryMb(rowGroup)), minutes);
    }

    static long heapBytes(int memoryMb) {
        return Math.min((long) (memoryMb * MIB * HEAP_SHARE), (memoryMb - BESIDE_HEAP_MB) * MIB);
    }

    /// What the JVM has to be told, since Lambda gives its heap a share that leaves too little for the rest of a small process: Lambda
    /// kills one that holds more than its memory. Empty where the share is right.
    Optional<String> javaOptions() {
        long heapMb = heapBytes(memoryMb) / MIB;
        return heapMb < (long) (memoryMb * HEAP_SHARE) ? Optional.of("-Xmx" + heapMb + "m") : Optional.empty();
    }

    private static long biggestRowGroup(List<Dataset> datasets) {
        return datasets.stream()
                .mapToLong(dataset -> dataset.sizes().rowGroup())
                .max()
                .orElseThrow();
    }

    /// The least memory, in steps, whose heap lets every slice hold a whole row group open. 64 MiB need 768 MB, so they get
    /// one processor; 256 MiB need 2,560; 1 GiB, the most that a row group may have, needs 9,792.
    private static int memoryMb(long rowGroupBytes) {
        for (int memory = LEAST_MB; memory <= MOST_MB; memory += STEP_MB) {
            if (HeapShare.of(heapBytes(memory)).bufferBytes() >= rowGroupBytes) {
                return Math.max(ONE_PROCESSOR_MB, memory);
            }
        }
        throw new SettingException("row-group-size must fit in a function of " + MOST_MB + " MB but is " + rowGroupBytes
                + " bytes; choose a smaller one");
    }
}
