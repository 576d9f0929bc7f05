package io.lamella.core.parquet;

import java.util.Arrays;

/// The distinct byte values of a column chunk, numbered as they come.
///
/// They are kept the way a dictionary page has them: plainly, each with a length of four bytes before it unless all have
/// the same length.
final class BytesDictionary {
    private static final int INITIAL_SLOTS = 1 << 8;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final int prefix;
    private final ByteSink plain = new ByteSink();
    private int[] starts = new int[INITIAL_SLOTS / 2];
    private int[] lengths = new int[INITIAL_SLOTS / 2];
    private int size;

    /// The hash above, and one more than the id below, of the value that hashes here; 0 where there is none.
    private long[] slots = new long[INITIAL_SLOTS];

    private int[] lastPages = new int[INITIAL_SLOTS / 2];
    private int page;

    BytesDictionary(boolean fixedLength) {
        prefix = fixedLength ? 0 : Integer.BYTES;
    }

    int size() {
        return size;
    }

    ByteSink plain() {
        return plain;
    }

    byte[] bytes() {
        return plain.bytes;
    }

    int start(int id) {
        return starts[id];
    }

    int length(int id) {
        return lengths[id];
    }

    /// Heap that it takes, once it has values.
    long heldBytes() {
        return size == 0
                ? 0
                : plain.bytes.length + 3L * Integer.BYTES * starts.length + (long) slots.length * Long.BYTES;
    }

    /// Finds or makes the id of a value. Up to seven bytes behind it are read.
    int id(byte[] data, int start, int length) {
        int hash = hash(data, start, length);
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (long found = slots[slot]; found != 0; found = slots[slot]) {
            int id = (int) found - 1;
            if ((int) (found >>> 32) == hash
                    && lengths[id] == length
                    && equal(data, start, plain.bytes, starts[id], length)) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        return add(data, start, length, hash, slot);
    }

    private int add(byte[] data, int start, int length, int hash, int slot) {
        if (prefix > 0) {
            plain.putInt(length);
        }
        int id = size++;
        starts[id] = plain.size;
        lengths[id] = length;
        plain.put(data, start, length);
        slots[slot] = ((long) hash) << 32 | size;
        if (size == starts.length) {
            grow();
        }
        return id;
    }

    private void grow() {
        starts = Arrays.copyOf(starts, 2 * size);
        lengths = Arrays.copyOf(lengths, 2 * size);
        lastPages = Arrays.copyOf(lastPages, 2 * size);
        var bigger = new long[2 * slots.length];
        for (long entry : slots) {
            if (entry != 0) {
                int slot = (int) (entry >>> 32) & (bigger.length - 1);
                while (bigger[slot] != 0) {
                    slot = (slot + 1) & (bigger.length - 1);
                }
                bigger[slot] = entry;
            }
        }
        slots = bigger;
    }

    /// Shows each distinct value of a page once.
    void addExtremes(int[] ids, int count, BytesExtremes extremes) {
        page++;
        for (int i = 0; i < count; i++) {
            int id = ids[i];
            if (lastPages[id] != page) {
                lastPages[id] = page;
                extremes.add(plain.bytes, starts[id], lengths[id]);
            }
        }
    }

    private static int hash(byte[] data, int start, int length) {
        long hash = length * GOLDEN;
        int end = start + length;
        int at = start;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = (hash ^ LittleEndian.getLong(data, at)) * GOLDEN;
            hash ^= hash >>> 32;
        }
        if (at < end) {
            long rest = LittleEndian.getLong(data, at) & (-1L >>> (8 * (Long.BYTES - (end - at))));
            hash = (hash ^ rest) * GOLDEN;
            hash ^= hash >>> 32;
        }
        return (int) (hash ^ (hash >>> 29));
    }

    private static boolean equal(byte[] a, int aStart, byte[] b, int bStart, int length) {
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            if (LittleEndian.getLong(a, aStart + at) != LittleEndian.getLong(b, bStart + at)) {
                return false;
            }
        }
        if (at == length) {
            return true;
        }
        long difference = LittleEndian.getLong(a, aStart + at) ^ LittleEndian.getLong(b, bStart + at);
        return difference << (8 * (Long.BYTES - (length - at))) == 0;
    }
}
