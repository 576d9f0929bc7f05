package io.lamella.entry.load;

import io.lamella.core.column.BytesVector;

/// Copies runs of bytes into the buffers of a record batch: where each ends, and then all of them, one behind the other.
///
/// The loops are for a compiler that takes them as they are written: what stays the same is read before them.
final class RunsCopy {
    /// So many bytes for each slot are room enough to be had before it is known how many they have.
    private static final int AT_ONCE_BYTES = 256;

    private final BatchBuffers out;
    private int[] ends = new int[64];

    RunsCopy(BatchBuffers out) {
        this.out = out;
    }

    /// @param present 0 for each slot that is null; not looked at if there are no nulls
    void copy(BytesVector values, Slots slots, byte[] present, int nulls) {
        if (ends.length <= slots.count) {
            ends = new int[slots.count + 1];
        }
        if (values.longest() <= AT_ONCE_BYTES) {
            copyAtOnce(values, slots);
            return;
        }
        int bytes = Math.toIntExact(nulls == 0 ? measure(values, slots) : measure(values, slots, present));
        out.offsets(ends, slots.count);
        if (bytes == 0) {
            out.put(values.data, 0, 0);
        } else if (values.isInOrder() && isWithout(values, slots, bytes)) {
            out.put(values.data, values.starts[slots.places[first(slots)]], bytes);
        } else {
            var data = out.room(Math.addExact(bytes, BytesVector.PADDING));
            gather(values, slots, data);
            out.put(data, 0, bytes);
        }
    }

    private void copyAtOnce(BytesVector values, Slots slots) {
        byte[] from = values.data;
        int[] starts = values.starts;
        int[] lengths = values.lengths;
        int[] places = slots.places;
        int[] to = ends;
        byte[] data = out.room(Math.addExact(Math.multiplyExact(slots.count, values.longest()), BytesVector.PADDING));
        int at = 0;
        for (int slot = 0; slot < slots.count; slot++) {
            int place = places[slot];
            if (place >= 0) {
                int length = lengths[place];
                BytesVector.copy(from, starts[place], length, data, at);
                at += length;
            }
            to[slot + 1] = at;
        }
        out.offsets(to, slots.count);
        out.put(data, 0, at);
    }

    private long measure(BytesVector values, Slots slots) {
        int[] to = ends;
        int[] lengths = values.lengths;
        int[] places = slots.places;
        long end = 0;
        for (int slot = 0; slot < slots.count; slot++) {
            end += lengths[places[slot]];
            to[slot + 1] = (int) end;
        }
        return end;
    }

    private long measure(BytesVector values, Slots slots, byte[] present) {
        int[] to = ends;
        int[] lengths = values.lengths;
        int[] places = slots.places;
        long end = 0;
        for (int slot = 0; slot < slots.count; slot++) {
            end += present[slot] == 0 ? 0 : lengths[places[slot]];
            to[slot + 1] = (int) end;
        }
        return end;
    }

    /// Whether the values, which lie in order, have none between them that no slot wants.
    private boolean isWithout(BytesVector values, Slots slots, int bytes) {
        int first = slots.places[first(slots)];
        int last = slots.places[last(slots)];
        return values.starts[last] + values.lengths[last] - values.starts[first] == bytes;
    }

    /// The first slot that has a byte.
    private int first(Slots slots) {
        int slot = 0;
        while (slot < slots.count && ends[slot + 1] == 0) {
            slot++;
        }
        return slot;
    }

    /// The last slot that has a byte.
    private int last(Slots slots) {
        int slot = slots.count - 1;
        while (slot > 0 && ends[slot] == ends[slot + 1]) {
            slot--;
        }
        return slot;
    }

    private void gather(BytesVector values, Slots slots, byte[] to) {
        byte[] data = values.data;
        int[] starts = values.starts;
        int[] places = slots.places;
        int at = 0;
        for (int slot = 0; slot < slots.count; slot++) {
            int end = ends[slot + 1];
            if (end > at) {
                BytesVector.copy(data, starts[places[slot]], end - at, to, at);
                at = end;
            }
        }
    }
}
