package io.lamella.entry.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

/// The vectors of a record batch in the order of its fields, depth first, each as its buffers
/// ([layout](https://arrow.apache.org/docs/format/Columnar.html#physical-memory-layout)). What is put is copied.
final class BatchBuffers implements AutoCloseable {
    private final BufferAllocator allocator;
    private final List<ArrowFieldNode> nodes = new ArrayList<>();
    private final List<ArrowBuf> buffers = new ArrayList<>();
    private byte[] scratch = new byte[1024];

    BatchBuffers(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /// Begins a vector.
    void node(int slots, int nulls) {
        nodes.add(new ArrowFieldNode(slots, nulls));
    }

    /// Room for so many bytes, all 0, until the next call.
    byte[] scratch(int bytes) {
        Arrays.fill(room(bytes), 0, bytes, (byte) 0);
        return scratch;
    }

    /// Room for so many bytes, each of which may be anything, until the next call.
    byte[] room(int bytes) {
        if (scratch.length < bytes) {
            scratch = new byte[Math.max(bytes, 2 * scratch.length)];
        }
        return scratch;
    }

    /// The next buffer of the vector, to be filled whole at once.
    private ByteBuffer next(long length) {
        var buffer = allocator.buffer(length);
        buffers.add(buffer);
        buffer.writerIndex(length);
        return buffer.nioBuffer(0, Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    void put(byte[] bytes, int start, int length) {
        next(length).put(bytes, start, length);
    }

    void put(int[] numbers, int count) {
        next((long) count * Integer.BYTES).asIntBuffer().put(numbers, 0, count);
    }

    void put(long[] numbers, int count) {
        next((long) count * Long.BYTES).asLongBuffer().put(numbers, 0, count);
    }

    /// Which slots are not null, a bit each; nothing if none is null.
    ///
    /// @param present 0 for null, 1 for others
    void validity(byte[] present, int slots, int nulls) {
        if (nulls == 0) {
            put(present, 0, 0);
            return;
        }
        int length = Math.ceilDiv(slots, Byte.SIZE);
        var bits = room(length);
        for (int at = 0; at < slots; at += Byte.SIZE) {
            int eight = 0;
            for (int slot = Math.min(at + Byte.SIZE, slots) - 1; slot >= at; slot--) {
                eight = eight << 1 | present[slot];
            }
            bits[at / Byte.SIZE] = (byte) eight;
        }
        put(bits, 0, length);
    }

    /// @param offsets one more than there are slots
    void offsets(int[] offsets, int slots) {
        put(offsets, slots + 1);
    }

    /// Vectors outside of the heap.
    record Vectors(List<ArrowFieldNode> nodes, List<ArrowBuf> buffers) implements AutoCloseable {
        Vectors {
            nodes = List.copyOf(nodes);
            buffers = List.copyOf(buffers);
        }

        @Override
        public void close() {
            buffers.forEach(buffer -> buffer.getReferenceManager().release());
        }
    }

    /// What was put, which is the caller's to close, and forgotten here.
    Vectors vectors() {
        var vectors = new Vectors(nodes, buffers);
        nodes.clear();
        buffers.clear();
        return vectors;
    }

    /// Gives up what was put.
    @Override
    public void close() {
        vectors().close();
    }
}
