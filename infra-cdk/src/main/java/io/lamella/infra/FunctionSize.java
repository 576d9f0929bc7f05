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
/// @param heap how much of the memory is heap
/// @param memoryMb at least 1,769, which buys one whole processor: less costs as much, because the work takes longer
record FunctionSize(Heap heap, int memoryMb, Duration timeout) {
    private static final long MIB = 1024 * 1024;
    private static final int ONE_PROCESSOR_MB = 1_769;
    private static final int MOST_MB = 10_240;
    private static final int LEAST_MB = 512;
    private static final int STEP_MB = 64;

    /// The longest that Lambda lets a function run. Time that is not used costs nothing, while a slice that is cut off begins anew.
    /// Most slices take a minute or two; but rows for thousands of partitions, or a sweep of many, take whatever there is.
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /// A commit that dies leaves its partition waiting for as long as this, so it is no more than a commit may take:
    /// three minutes for requests and copies, and a second for every 4 MiB of a row group to be decoded and encoded.
    private static final Duration COMMIT = Duration.ofMinutes(3);

    private static final long MERGED_BYTES_PER_SECOND = 4 * MIB;

    /// What a function's memory is divided into. It follows from what runs there.
    enum Heap {
        /// Lambda's Java gives the heap this share of the memory, unless it is told another size.
        OF_JAVA(0.85) {
            @Override
            long bytes(int memoryMb) {
                return Math.min(super.bytes(memoryMb), (memoryMb - BESIDE_HEAP_MB) * MIB);
            }
        },
        /// What a native executable was built with, by `-R:MaximumHeapSizePercent`. It cannot be told another.
        OF_NATIVE(0.75);

        /// What Java holds beside its heap, for code, threads and buffers of the network: some 130 MB, and a reserve.
        private static final int BESIDE_HEAP_MB = 160;

        private final double share;

        Heap(double share) {
            this.share = share;
        }

        static Heap of(FunctionPackage code) {
            return code.runsOnJava() ? OF_JAVA : OF_NATIVE;
        }

        long bytes(int memoryMb) {
            return (long) (memoryMb * MIB * share);
        }
    }

    /// For converting. All slices that [HeapShare] converts side by side can fill their row groups.
    static FunctionSize ofIngest(Heap heap, List<Dataset> datasets, OptionalInt memoryMb) {
        return new FunctionSize(heap, memoryMb.orElseGet(() -> memoryMb(heap, biggestRowGroup(datasets))), LONGEST);
    }

    /// For sweeping, which may join row groups as well, in as many partitions as there is time for.
    static FunctionSize ofSweep(Heap heap, List<Dataset> datasets, OptionalInt memoryMb) {
        return new FunctionSize(heap, ofMerge(heap, datasets, memoryMb).memoryMb(), LONGEST);
    }

    /// For committing. 64 MiB take 3 minutes 16 seconds, hence 4 minutes; 1 GiB takes 8.
    static FunctionSize ofMerge(Heap heap, List<Dataset> datasets, OptionalInt memoryMb) {
        long rowGroup = biggestRowGroup(datasets);
        var timeout = COMMIT.plusSeconds(rowGroup / MERGED_BYTES_PER_SECOND);
        var minutes = Duration.ofMinutes(timeout.plusSeconds(59).toMinutes());
        return new FunctionSize(heap, memoryMb.orElseGet(() -> memoryMb(heap, rowGroup)), minutes);
    }

    long heapBytes() {
        return heap.bytes(memoryMb);
    }

    /// What the JVM has to be told, since Lambda gives its heap a share that leaves too little for the rest of a small process: Lambda
    /// kills one that holds more than its memory. Empty where the share is right.
    Optional<String> javaOptions() {
        long heapMb = heapBytes() / MIB;
        return heapMb < (long) (memoryMb * heap.share) ? Optional.of("-Xmx" + heapMb + "m") : Optional.empty();
    }

    private static long biggestRowGroup(List<Dataset> datasets) {
        return datasets.stream()
                .mapToLong(dataset -> dataset.sizes().rowGroup())
                .max()
                .orElseThrow();
    }

    /// The least memory, in steps, whose heap lets every slice hold a whole row group open. 64 MiB need 768 MB, so they get
    /// one processor; 256 MiB need 2,560; 1 GiB, the most that a row group may have, needs 9,792. Native executables need an eighth
    /// more: 2,880 for 256 MiB, and 1 GiB does not fit.
    private static int memoryMb(Heap heap, long rowGroupBytes) {
        for (int memory = LEAST_MB; memory <= MOST_MB; memory += STEP_MB) {
            if (HeapShare.of(heap.bytes(memory)).bufferBytes() >= rowGroupBytes) {
                return Math.max(ONE_PROCESSOR_MB, memory);
            }
        }
        throw new SettingException("row-group-size must fit in a function of " + MOST_MB + " MB but is " + rowGroupBytes
                + " bytes; choose a smaller one" + (heap == Heap.OF_NATIVE ? ", or the package for Java" : ""));
    }
}
