package io.lamella.pipeline;

import io.lamella.core.table.SliceId;

/// A set of slice ids for very many: 32 to 64 bytes an id, of which 16 are the id and the rest is room.
///
/// Ids are digests, so that their own bits spread them evenly. Safe for one writer and then many readers.
final class SliceIds {
    private static final int FIRST_SLOTS = 1024;

    /// Two longs a slot; an id of nothing but zeros is never drawn, and marks a slot as free.
    private long[] slots = new long[2 * FIRST_SLOTS];

    private int size;

    /// Adds an id, unless it is there.
    void add(SliceId id) {
        if (2 * (size + 1) > slots.length / 2) {
            grow();
        }
        long high = high(id);
        long low = low(id);
        int slot = slotOf(high, low);
        if (isFree(slot)) {
            put(slot, high, low);
            size++;
        }
    }

    boolean contains(SliceId id) {
        return !isFree(slotOf(high(id), low(id)));
    }

    int size() {
        return size;
    }

    private void grow() {
        var old = slots;
        slots = new long[Math.multiplyExact(old.length, 2)];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0 || old[i + 1] != 0) {
                put(slotOf(old[i], old[i + 1]), old[i], old[i + 1]);
            }
        }
    }

    /// The slot of an id, or the free one that it belongs into.
    private int slotOf(long high, long low) {
        int mask = slots.length / 2 - 1;
        int slot = (int) (low & mask);
        while (!isFree(slot) && !(slots[2 * slot] == high && slots[2 * slot + 1] == low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isFree(int slot) {
        return slots[2 * slot] == 0 && slots[2 * slot + 1] == 0;
    }

    private void put(int slot, long high, long low) {
        slots[2 * slot] = high;
        slots[2 * slot + 1] = low;
    }

    private static long high(SliceId id) {
        return Long.parseUnsignedLong(id.hex(), 0, 16, 16);
    }

    private static long low(SliceId id) {
        return Long.parseUnsignedLong(id.hex(), 16, 32, 16);
    }
}
