package io.lamella.entry.load;

import java.util.Arrays;

/// The places of the values of one vector: for each slot, the place of its value among those that were read, or -1 for null.
final class Slots {
    static final int NULL = -1;

    int[] places;
    int count;

    /// Whether places grow from slot to slot, and none is null.
    private final boolean isAscending;

    private Slots(int[] places, int count, boolean isAscending) {
        this.places = places;
        this.count = count;
        this.isAscending = isAscending;
    }

    static Slots empty() {
        return new Slots(new int[64], 0, false);
    }

    /// @param places ascending, not copied
    static Slots of(int[] places, int count) {
        return new Slots(places, count, true);
    }

    static Slots nulls(int count) {
        var places = new int[count];
        Arrays.fill(places, NULL);
        return new Slots(places, count, false);
    }

    /// As these, where what they count is a place among others.
    ///
    /// @param others not copied, nor changed; [#NULL] for null
    Slots among(int[] others) {
        if (isEvery()) {
            return new Slots(others, count, false);
        }
        var found = new int[count];
        for (int slot = 0; slot < count; slot++) {
            found[slot] = others[places[slot]];
        }
        return new Slots(found, count, false);
    }

    /// Whether the slots have all values from the first on, in order, and nothing else.
    boolean isEvery() {
        return isAscending && (count == 0 || places[count - 1] == count - 1);
    }

    void add(int place) {
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
        }
        places[count++] = place;
    }
}
