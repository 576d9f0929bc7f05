package io.lamella.entry.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/// The vectors of a record batch in the order of its fields, depth first, each as its buffers
/// ([layout](https://arrow.apache.org/docs/format/Columnar.html#physical-memory-layout)). What is put is copied.
final class BatchBuffers implements AutoCloseable {
    static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
        if (scratch.length < bytes) {
            scratch = new byte[Math.max(bytes, 2 * scratch.length)];
        } else {
            Arrays.fill(scratch, 0, bytes, (byte) 0);
        }
        return scratch;
    }

    /// The next buffer of the vector.
    void put(byte[] bytes, int start, int length) {
        var buffer = allocator.buffer(length);
        buffers.add(buffer);
        buffer.setBytes(0, bytes, start, length);
        buffer.writerIndex(length);
    }

    /// Which slots are not null, a bit each; nothing if none is null.
    ///
    /// @param present 0 for null
    void validity(byte[] present, int slots, int nulls) {
        if (nulls == 0) {
            put(present, 0, 0);
            return;
        }
        int length = Math.ceilDiv(slots, Byte.SIZE);
        var bits = scratch(length);
        for (int slot = 0; slot < slots; slot++) {
            bits[slot >> 3] |= (byte) (present[slot] << (slot & 7));
        }
        put(bits, 0, length);
    }

    /// @param offsets one more than there are slots
    void offsets(int[] offsets, int slots) {
        int length = (slots + 1) * Integer.BYTES;
        var bytes = scratch(length);
        for (int i = 0; i <= slots; i++) {
            INTS.set(bytes, i * Integer.BYTES, offsets[i]);
        }
        put(bytes, 0, length);
    }

    /// The batch of what was put, which is the caller's to close.
    ArrowRecordBatch batch(int rows) {
        return new ArrowRecordBatch(rows, List.copyOf(nodes), List.copyOf(buffers));
    }

    /// Forgets what was put. A batch that was made of it stays.
    @Override
    public void close() {
        buffers.forEach(buffer -> buffer.getReferenceManager().release());
        buffers.clear();
        nodes.clear();
    }
}
