package io.lamella.core.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The keys that rows have, each with a number: first the columns', then others that were seen and are passed over.
///
/// Most writers repeat the order of their keys row by row, so the key that followed last time is tried first.
final class JsonKeys {
    static final int UNKNOWN = -1;

    /// Keys beyond the columns that are remembered, to be recognized without a search.
    private static final int MAX_LEARNED = 256;
    private static final int MAX_LEARNED_BYTES = 128;

    /// The length of what stands nowhere.
    private static final int NEVER = Integer.MAX_VALUE;

    private static final byte[] NONE = {};

    private final int columns;
    private final byte[][] keys;
    /// By key: what most writers put before a value, the key in quotes and a colon; then padding, for eight bytes to be read anywhere.
    private final byte[][] openings;
    /// By key: the length of its opening, [#NEVER] where there is none.
    private final int[] lengths;
    /// By hash: the number of a key plus one, or 0. At most half full.
    private final int[] table;
    /// By key: the key that followed it last time.
    private final int[] followers;
    private int count;

    /// @param columnKeys the key of each column; where two are equal the first counts
    JsonKeys(List<String> columnKeys) {
        columns = columnKeys.size();
        int capacity = columns + MAX_LEARNED;
        keys = new byte[capacity][];
        Arrays.fill(keys, NONE);
        openings = new byte[capacity][];
        Arrays.fill(openings, NONE);
        lengths = new int[capacity];
        Arrays.fill(lengths, NEVER);
        followers = new int[capacity];
        table = new int[Integer.highestOneBit(capacity) * 4];
        for (String key : columnKeys) {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            if (find(bytes, 0, bytes.length) == UNKNOWN) {
                add(bytes);
            } else {
                count++;
            }
        }
        for (int key = 0; key < capacity; key++) {
            followers[key] = key + 1 < columns ? key + 1 : 0;
        }
    }

    /// Whether the key is one that a column asks for.
    boolean isColumn(int key) {
        return key >= 0 && key < columns;
    }

    /// A guess at the key behind `key`.
    int follower(int key) {
        return followers[key];
    }

    /// Says which key did follow.
    void follow(int key, int follower) {
        followers[key] = follower;
    }

    /// Whether the opening of the key stands at `at`: the key in quotes, a colon right behind them.
    boolean stands(int key, byte[] data, int at) {
        int length = lengths[key];
        if (data.length - Long.BYTES - at < length) {
            return false;
        }
        byte[] opening = openings[key];
        int from = 0;
        while (length - from > Long.BYTES) {
            if (Swar.load(opening, from) != Swar.load(data, at + from)) {
                return false;
            }
            from += Long.BYTES;
        }
        long difference = Swar.load(opening, from) ^ Swar.load(data, at + from);
        return difference << Byte.SIZE * (Long.BYTES - (length - from)) == 0;
    }

    /// Of the opening of the key, in bytes.
    int length(int key) {
        return lengths[key];
    }

    int find(byte[] data, int from, int length) {
        int slot = hash(data, from, length) & (table.length - 1);
        while (table[slot] != 0) {
            byte[] key = keys[table[slot] - 1];
            if (Arrays.equals(key, 0, key.length, data, from, from + length)) {
                return table[slot] - 1;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return UNKNOWN;
    }

    /// Remembers a key that is no column, if there is room; returns its number or [#UNKNOWN].
    int learn(byte[] data, int from, int length) {
        return count == keys.length || length > MAX_LEARNED_BYTES
                ? UNKNOWN
                : add(Arrays.copyOfRange(data, from, from + length));
    }

    private int add(byte[] key) {
        keys[count] = key;
        if (isWrittenPlainly(key)) {
            openings[count] = opening(key);
            lengths[count] = key.length + 3;
        }
        int slot = hash(key, 0, key.length) & (table.length - 1);
        while (table[slot] != 0) {
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = count + 1;
        return count++;
    }

    /// Whether there is nothing to escape.
    private static boolean isWrittenPlainly(byte[] key) {
        byte[] padded = Arrays.copyOf(key, key.length + Long.BYTES);
        padded[key.length] = '"';
        return JsonSyntax.stringHalt(padded, 0) == key.length;
    }

    private static byte[] opening(byte[] key) {
        byte[] opening = new byte[key.length + 3 + Long.BYTES];
        opening[0] = '"';
        System.arraycopy(key, 0, opening, 1, key.length);
        opening[key.length + 1] = '"';
        opening[key.length + 2] = ':';
        return opening;
    }

    private static int hash(byte[] data, int from, int length) {
        int hash = length;
        for (int at = from; at < from + length; at++) {
            hash = 31 * hash + data[at];
        }
        return hash ^ (hash >>> 15);
    }
}
