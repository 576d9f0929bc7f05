package io.lamella.core.column;

import java.util.Arrays;

/// The entries of one leaf of a nested column: its values and, for each of them and for each null and empty list on the way,
/// a definition and a repetition level
/// ([what they mean](https://parquet.apache.org/docs/file-format/nestedencoding/)).
///
/// Values lie side by side, without room for what is none. Entries are added at the end, and rows taken away at the front.
public final class LeafVector {
    /// Of entries that are values, in order.
    public final ScalarVector values;

    /// By entry.
    public byte[] definition = new byte[64];

    /// By entry; 0 where a row begins.
    public byte[] repetition = new byte[64];

    /// The definition level of an entry that is a value.
    private final int maxDefinition;

    /// By row: its first entry, and its first value.
    private int[] entryStarts = new int[64];

    private int[] valueStarts = new int[64];

    private int rows;
    private int entries;
    private int count;

    public LeafVector(ScalarVector values, int maxDefinition) {
        this.values = values;
        this.maxDefinition = maxDefinition;
    }

    /// Forgets all rows.
    public void clear() {
        rows = 0;
        entries = 0;
        count = 0;
    }

    /// Begins a row; its entries follow.
    public void beginRow() {
        if (rows == entryStarts.length) {
            entryStarts = Arrays.copyOf(entryStarts, 2 * rows);
            valueStarts = Arrays.copyOf(valueStarts, 2 * rows);
        }
        entryStarts[rows] = entries;
        valueStarts[rows] = count;
        rows++;
    }

    /// Forgets what the last row has by now.
    public void revertRow() {
        entries = entryStarts[rows - 1];
        count = valueStarts[rows - 1];
    }

    /// Makes room in [#values] for one more value, and returns where it goes; [#addValue] then counts it.
    public int nextValue() {
        values.grow(count + 1);
        return count;
    }

    /// Adds an entry for the value at [#nextValue].
    public void addValue(int repetitionLevel) {
        count++;
        add(maxDefinition, repetitionLevel);
    }

    /// Adds an entry that is no value.
    public void addNull(int definitionLevel, int repetitionLevel) {
        add(definitionLevel, repetitionLevel);
    }

    private void add(int definitionLevel, int repetitionLevel) {
        if (entries == definition.length) {
            definition = Arrays.copyOf(definition, 2 * entries);
            repetition = Arrays.copyOf(repetition, 2 * entries);
        }
        definition[entries] = (byte) definitionLevel;
        repetition[entries] = (byte) repetitionLevel;
        entries++;
    }

    /// Adds entries; a row begins with each that says so. Room for their values is made at the end, for the caller to fill.
    ///
    /// @return how many of the entries are values
    public int add(int[] definitionLevels, int[] repetitionLevels, int more) {
        int before = count;
        for (int i = 0; i < more; i++) {
            if (repetitionLevels[i] == 0) {
                beginRow();
            }
            count += definitionLevels[i] == maxDefinition ? 1 : 0;
            add(definitionLevels[i], repetitionLevels[i]);
        }
        values.grow(count);
        return count - before;
    }

    /// Takes the first rows away.
    public void drop(int dropped) {
        int firstEntry = entryStart(dropped);
        int firstValue = valueStart(dropped);
        System.arraycopy(definition, firstEntry, definition, 0, entries - firstEntry);
        System.arraycopy(repetition, firstEntry, repetition, 0, entries - firstEntry);
        values.drop(firstValue, count);
        for (int row = dropped; row < rows; row++) {
            entryStarts[row - dropped] = entryStarts[row] - firstEntry;
            valueStarts[row - dropped] = valueStarts[row] - firstValue;
        }
        rows -= dropped;
        entries -= firstEntry;
        count -= firstValue;
    }

    /// The last one may still have entries to come.
    public int rows() {
        return rows;
    }

    /// The first entry of a row; of the row behind the last, where the entries end.
    public int entryStart(int row) {
        return row < rows ? entryStarts[row] : entries;
    }

    /// The place in [#values] of the first value of a row, or where it would be; of the row behind the last, where values end.
    public int valueStart(int row) {
        return row < rows ? valueStarts[row] : count;
    }

    /// The place in [#values] behind the last value.
    public int valueEnd() {
        return count;
    }

    /// The entry behind `from` where the next row begins, `to` at most.
    public int endOfRow(int from, int to) {
        int end = from + 1;
        while (end < to && repetition[end] != 0) {
            end++;
        }
        return end;
    }

    /// How many of the entries are values.
    public int valuesIn(int from, int to) {
        int sum = 0;
        for (int entry = from; entry < to; entry++) {
            sum += definition[entry] == maxDefinition ? 1 : 0;
        }
        return sum;
    }
}
