package io.lamella.core.parquet;

import java.util.Arrays;

/// The distinct numbers of a column chunk, numbered as they come.
final class LongDictionary {
    private static final int INITIAL_SLOTS = 1 << 8;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private long[] values = new long[INITIAL_SLOTS / 2];
    private int size;

    /// One more than the id of the value that hashes here, 0 where there is none.
    private int[] slots = new int[INITIAL_SLOTS];

    private int unusedBits = Long.SIZE - BitPacking.widthOf(INITIAL_SLOTS - 1);

    int size() {
        return size;
    }

    /// The values by id; only the first [#size] count.
    long[] values() {
        return values;
    }

    /// Heap that it takes, once it has values.
    long heldBytes() {
        return size == 0 ? 0 : (long) values.length * Long.BYTES + (long) slots.length * Integer.BYTES;
    }

    /// Finds or makes the id of each of the first `count` values.
    void ids(long[] of, int count, int[] ids) {
        for (int i = 0; i < count; i++) {
            ids[i] = id(of[i]);
        }
    }

    /// How many ids are among the first `count`, if they are numbered as they come.
    static int distinct(int[] ids, int count) {
        int max = -1;
        for (int i = 0; i < count; i++) {
            max = Math.max(max, ids[i]);
        }
        return max + 1;
    }

    private int id(long value) {
        int mask = slots.length - 1;
        int slot = slotOf(value);
        for (int found = slots[slot]; found != 0; found = slots[slot]) {
            if (values[found - 1] == value) {
                return found - 1;
            }
            slot = (slot + 1) & mask;
        }
        return add(value, slot);
    }

    private int add(long value, int slot) {
        int id = size++;
        values[id] = value;
        slots[slot] = size;
        if (size == values.length) {
            grow();
        }
        return id;
    }

    private void grow() {
        values = Arrays.copyOf(values, 2 * values.length);
        slots = new int[2 * slots.length];
        unusedBits--;
        for (int id = 0; id < size; id++) {
            int slot = slotOf(values[id]);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = id + 1;
        }
    }

    private int slotOf(long value) {
        return (int) ((value * GOLDEN) >>> unusedBits);
    }
}
