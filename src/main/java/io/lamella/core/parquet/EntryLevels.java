package io.lamella.core.parquet;

import io.lamella.core.column.LeafVector;
import java.util.Arrays;

/// The levels of the entries of the open page of a nested column.
final class EntryLevels {
    private final int definitionBits;
    private final int repetitionBits;
    private byte[] definition = new byte[64];
    private byte[] repetition = new byte[64];
    private int entries;
    private int rows;

    EntryLevels(int maxDefinition, int maxRepetition) {
        definitionBits = BitPacking.widthOf(maxDefinition);
        repetitionBits = BitPacking.widthOf(maxRepetition);
    }

    /// Adds entries that make one row, or go on with one.
    void add(LeafVector leaf, int from, int to) {
        int count = to - from;
        if (entries + count > definition.length) {
            int length = Math.max(entries + count, 2 * definition.length);
            definition = Arrays.copyOf(definition, length);
            repetition = Arrays.copyOf(repetition, length);
        }
        System.arraycopy(leaf.definition, from, definition, entries, count);
        System.arraycopy(leaf.repetition, from, repetition, entries, count);
        entries += count;
        rows += leaf.repetition[from] == 0 ? 1 : 0;
    }

    int rows() {
        return rows;
    }

    /// Heap that the levels hold.
    long heldBytes() {
        return 2L * entries;
    }

    void clear() {
        entries = 0;
        rows = 0;
    }

    /// Encodes the levels the way a data page of version 1 has them: repetition, then definition, each as a length of four bytes and
    /// runs. There are none where they could only be 0.
    ///
    /// @param scratch room for one number for each entry
    void encode(int[] scratch, ByteSink sink) {
        encode(repetition, repetitionBits, scratch, sink);
        encode(definition, definitionBits, scratch, sink);
    }

    private void encode(byte[] levels, int bits, int[] scratch, ByteSink sink) {
        if (bits == 0) {
            return;
        }
        for (int i = 0; i < entries; i++) {
            scratch[i] = levels[i];
        }
        int start = sink.size;
        sink.putInt(0);
        RleHybrid.encode(scratch, entries, bits, sink);
        LittleEndian.setInt(sink.bytes, start, sink.size - start - Integer.BYTES);
    }
}
