package io.lamella.core.decode;

import java.nio.ByteBuffer;

/// The part of the text that stands in the block: filled at its end, consumed from its front.
final class TextWindow implements AutoCloseable {
    private static final int FIRST_ROOM_BYTES = 16 * 1024;

    private final TextReader reader;
    private final FieldBlock block;
    private final long shift;
    private int capacity;

    /// What the block has room for by now: a small object does not fill the window.
    private int room;

    /// What is left to be tokenized: `[from, limit)` of the block's data.
    int from;

    int limit;

    /// The offset in the whole text of the first byte of the block's data.
    private long base;

    private boolean finished;

    /// @param capacity how many bytes of text are tokenized at a time; it grows for longer rows
    /// @param shift by how much bytes are further on in the object than in what is read
    TextWindow(TextReader reader, FieldBlock block, int capacity, long shift) {
        this.shift = shift;
        this.reader = reader;
        this.block = block;
        this.capacity = capacity;
        room = Math.min(capacity, FIRST_ROOM_BYTES);
        block.growText(room);
    }

    /// Moves what is left to the front and reads on behind it; returns whether the window is as full as it can be.
    boolean fill(ByteBuffer input, boolean end) {
        if (finished) {
            return true;
        }
        compact();
        Progress progress = read(input, end);
        while (progress == Progress.OUTPUT_FULL && room < capacity) {
            room = Math.min(capacity, room * 4);
            block.growText(room);
            progress = read(input, end);
        }
        finished = progress == Progress.FINISHED;
        return progress != Progress.NEEDS_INPUT;
    }

    private Progress read(ByteBuffer input, boolean end) {
        var target = ByteBuffer.wrap(block.data, limit, room - limit);
        Progress progress = reader.read(input, end, target);
        limit = target.position();
        return progress;
    }

    private void compact() {
        if (from == 0) {
            return;
        }
        System.arraycopy(block.data, from, block.data, 0, limit - from);
        base += from;
        limit -= from;
        from = 0;
        if (base > 0) {
            reader.form().forget(base);
        }
    }

    /// Makes room for a longer row.
    void grow(int maxCapacity) {
        capacity = (int) Math.min(2L * capacity, Math.max(capacity, maxCapacity));
        room = capacity;
        block.growText(room);
    }

    int capacity() {
        return capacity;
    }

    /// Whether no text follows the window's.
    boolean isLast() {
        return finished;
    }

    boolean isEmpty() {
        return from == limit;
    }

    /// Where in the decompressed object the text at `position` of the block's data begins.
    long objectOffset(int position) {
        return reader.form().objectOffset(base + position) + shift;
    }

    /// The text `[start, end)` of the block's data, as it stands in the object, at most as much of it as a [Rejected] keeps.
    byte[] raw(int start, long objectStart, long objectEnd) {
        long end = Math.min(objectEnd, objectStart + Rejected.MAX_RAW_BYTES);
        return reader.form().raw(block.data, start, objectStart - shift, end - shift);
    }

    long decodedBytes() {
        return reader.decodedBytes();
    }

    @Override
    public void close() {
        reader.close();
    }
}
