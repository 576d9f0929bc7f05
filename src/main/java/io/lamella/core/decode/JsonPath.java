package io.lamella.core.decode;

import java.util.Arrays;
import java.util.List;

/// How far a document has led to its records: which keys of the path are open, and which came already.
final class JsonPath {
    private final List<String> keys;

    /// By key of the path: whether it came in the document.
    private final boolean[] seen;

    private int open;
    private boolean found;

    JsonPath(List<String> keys) {
        this.keys = List.copyOf(keys);
        this.seen = new boolean[keys.size()];
    }

    /// Begins a document.
    void begin() {
        open = 0;
        found = false;
        Arrays.fill(seen, false);
    }

    /// Whether the documents themselves are the records, or arrays of them.
    boolean isEmpty() {
        return keys.isEmpty();
    }

    /// Whether a key of the object that is open leads further.
    boolean leads(String key) {
        return open < keys.size() && keys.get(open).equals(key);
    }

    /// Goes along the key that leads further; returns whether the object had it before.
    boolean enter() {
        boolean again = seen[open];
        seen[open] = true;
        open++;
        return again;
    }

    /// Goes back to the object that has the key that was entered last.
    void leave() {
        open--;
    }

    /// Whether nothing but the document itself is open.
    boolean isAtTop() {
        return open == 0;
    }

    /// Whether all keys were entered, so that the array follows.
    boolean isWhole() {
        return open == keys.size();
    }

    /// Says that the array is there, or a null in place of it or of an object on the way.
    void find() {
        found = true;
    }

    boolean isFound() {
        return found;
    }

    @Override
    public String toString() {
        return String.join(".", keys);
    }
}
