package io.lamella.entry.wiring;

/// How many slices are converted side by side, and what the open row groups of each may take.
///
/// Ingest is mostly waiting when objects are small, so more than one slice at a time pays; four keep one CPU busy. Of the
/// heap, [#RESERVED_BYTES] are for the code, the clients and what is being read. The rest is divided evenly, and of its share
/// a slice may fill half with open row groups: ending one takes up to its size again, for the encoded pages and the parts on
/// their way.
///
/// A function of 1,769 MB (one whole CPU) has a heap of about 1,500 MB: (1,500 - 96) / 4 = 351 MB for each of four slices, so
/// 175 MB of open row groups. One of 512 MB has 352: (352 - 96) / 2 = 128 MB for each of two, so 64.
///
/// @param slices side by side, at least one
/// @param bufferBytes that the open row groups of one slice may take
public record HeapShare(int slices, long bufferBytes) {
    private static final long MIB = 1024 * 1024;
    private static final long RESERVED_BYTES = 96 * MIB;
    private static final int MAX_SLICES = 4;

    /// With less, row groups would have to end so early that the compactor has more to join than it is worth.
    private static final long MIN_SHARE_BYTES = 96 * MIB;

    private static final long MIN_BUFFER_BYTES = 16 * MIB;

    /// For a long-running worker, in which a compactor takes the place of one slice.
    static HeapShare ofWorker() {
        var share = of(Runtime.getRuntime().maxMemory());
        return new HeapShare(Math.max(1, share.slices() - 1), share.bufferBytes());
    }

    /// For a process that converts one slice and does nothing else meanwhile.
    static HeapShare ofOne() {
        long free = Math.max(0, Runtime.getRuntime().maxMemory() - RESERVED_BYTES);
        return new HeapShare(1, Math.max(MIN_BUFFER_BYTES, free / 2));
    }

    /// @param heapBytes that the process may take at most
    public static HeapShare of(long heapBytes) {
        long free = Math.max(0, heapBytes - RESERVED_BYTES);
        int slices = Math.clamp(free / MIN_SHARE_BYTES, 1, MAX_SLICES);
        return new HeapShare(slices, Math.max(MIN_BUFFER_BYTES, free / slices / 2));
    }
}
