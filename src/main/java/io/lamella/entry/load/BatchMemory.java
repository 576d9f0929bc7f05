package io.lamella.entry.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.util.MemoryUtil;

/// Memory for record batches, used again and again: what the system gets back it has to map anew, page by page, while all threads
/// wait for one another. For several threads.
final class BatchMemory implements AllocationManager.Factory, AutoCloseable {
    /// Addresses that nobody uses, by the bytes that are there. Allocators ask for powers of two, so that most find what fits.
    private final Map<Long, Deque<Long>> idle = new TreeMap<>();

    private final long most;
    private long idleBytes;

    /// @param most bytes to keep while nobody needs them
    BatchMemory(long most) {
        this.most = most;
    }

    private final class Chunk extends AllocationManager {
        private final long address;
        private final long bytes;

        Chunk(BufferAllocator accountant, long bytes) {
            super(accountant);
            this.address = take(bytes);
            this.bytes = bytes;
        }

        @Override
        public long getSize() {
            return bytes;
        }

        @Override
        protected long memoryAddress() {
            return address;
        }

        @Override
        protected void release0() {
            giveBack(address, bytes);
        }
    }

    @Override
    public AllocationManager create(BufferAllocator accountant, long bytes) {
        return new Chunk(accountant, bytes);
    }

    @Override
    public ArrowBuf empty() {
        return new ArrowBuf(ReferenceManager.NO_OP, null, 0, 0);
    }

    private long take(long bytes) {
        return reused(bytes).orElseGet(() -> MemoryUtil.allocateMemory(bytes));
    }

    private synchronized Optional<Long> reused(long bytes) {
        var address = Optional.ofNullable(idle.get(bytes)).map(Deque::poll);
        address.ifPresent(there -> idleBytes -= bytes);
        return address;
    }

    private void giveBack(long address, long bytes) {
        if (!keep(address, bytes)) {
            MemoryUtil.freeMemory(address);
        }
    }

    private synchronized boolean keep(long address, long bytes) {
        if (idleBytes + bytes > most) {
            return false;
        }
        idle.computeIfAbsent(bytes, length -> new ArrayDeque<>()).push(address);
        idleBytes += bytes;
        return true;
    }

    /// Gives all of it back to the system, and keeps no more.
    @Override
    public synchronized void close() {
        idle.values().forEach(addresses -> addresses.forEach(MemoryUtil::freeMemory));
        idle.clear();
        idleBytes = most;
    }
}
