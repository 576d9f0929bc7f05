package io.lamella.pipeline.load;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Set;

/// Memory for what is fetched, used again and again: to make it anew costs as much as to fill it. For several threads.
final class FetchBuffers {
    /// What is shorter is not worth keeping.
    private static final int LEAST_BYTES = 64 * 1024;

    /// A buffer is not lent for less than this part of it.
    private static final int LEAST_PART = 4;

    private final Set<ByteBuffer> idle = Collections.newSetFromMap(new IdentityHashMap<>());
    private final long most;

    /// Some of these may never come back: a request that fails is tried again with another buffer.
    private int lent;

    private long idleBytes;

    /// @param most bytes to keep while nobody needs them
    FetchBuffers(long most) {
        this.most = most;
    }

    /// A buffer in which so many bytes are left, whatever is in them.
    ByteBuffer lend(int length) {
        return length < LEAST_BYTES
                ? ByteBuffer.allocate(length)
                : take(length).clear().limit(length);
    }

    private synchronized ByteBuffer take(int length) {
        lent++;
        var fitting = idle.stream()
                .filter(one -> one.capacity() >= length && one.capacity() / LEAST_PART <= length)
                .min(Comparator.comparingInt(ByteBuffer::capacity));
        fitting.ifPresent(this::remove);
        // Columns of the next row group are about as long, some a little longer.
        return fitting.orElseGet(() -> ByteBuffer.allocate(Math.addExact(length, length / Byte.SIZE)));
    }

    private void remove(ByteBuffer buffer) {
        idle.remove(buffer);
        idleBytes -= buffer.capacity();
    }

    /// Takes back a buffer that nobody looks at any more.
    ///
    /// @param buffer that was lent, or one of the store's own, which is left alone if it may not be written to
    synchronized void giveBack(ByteBuffer buffer) {
        if (lent > 0 && buffer.hasArray() && buffer.capacity() >= LEAST_BYTES && idle.add(buffer)) {
            lent--;
            idleBytes += buffer.capacity();
            while (idleBytes > most) {
                remove(Collections.min(idle, Comparator.comparingInt(ByteBuffer::capacity)));
            }
        }
    }
}
