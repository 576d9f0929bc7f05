package io.lamella.entry.load;

import java.util.Arrays;

/// The places of the values of one vector: for each slot, the place of its value among those that were read, or -1 for null.
final class Slots {
    static final int NULL = -1;

    int[] places;
    int count;

    private Slots(int[] places, int count) {
        this.places = places;
        this.count = count;
    }

    static Slots empty() {
        return new Slots(new int[64], 0);
    }

    /// @param places not copied
    static Slots of(int[] places, int count) {
        return new Slots(places, count);
    }

    static Slots nulls(int count) {
        var places = new int[count];
        Arrays.fill(places, NULL);
        return new Slots(places, count);
    }

    void add(int place) {
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
        }
        places[count++] = place;
    }
}
