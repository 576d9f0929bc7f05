package io.lamella.core.parquet;

import java.util.Arrays;

/// Which rows of the open page of a flat column have a value: 1 or 0 for each. Of a nested column, it only counts the entries.
final class DefinitionLevels {
    /// Gathers the lowest bits of eight bytes in the highest byte of their product.
    private static final long GATHER = 0x0102_0408_1020_4080L;

    private byte[] present = new byte[64];
    private int rows;
    private int values;

    int rows() {
        return rows;
    }

    /// Rows that have a value.
    int values() {
        return values;
    }

    int nulls() {
        return rows - values;
    }

    void clear() {
        rows = 0;
        values = 0;
    }

    /// Adds rows that lie side by side; 1 stands for a value.
    void add(byte[] presence, int from, int count) {
        reserve(count);
        System.arraycopy(presence, from, present, rows, count);
        count(count);
    }

    /// Adds the rows at `from` to `to` - 1 of `selection`; 1 stands for a value.
    void add(byte[] presence, int[] selection, int from, int to) {
        reserve(to - from);
        for (int i = from, at = rows; i < to; i++, at++) {
            present[at] = presence[selection[i]];
        }
        count(to - from);
    }

    /// Adds the rows at `from` to `to` - 1 of `selection`; a length below 0 stands for null.
    void addLengths(int[] lengths, int[] selection, int from, int to) {
        reserve(to - from);
        for (int i = from, at = rows; i < to; i++, at++) {
            present[at] = (byte) (lengths[selection[i]] >>> 31 ^ 1);
        }
        count(to - from);
    }

    /// Counts entries of a nested column, whose levels are kept elsewhere.
    void count(int entries, int present) {
        rows += entries;
        values += present;
    }

    private void reserve(int more) {
        if (rows + more > present.length) {
            present = Arrays.copyOf(present, Math.max(rows + more, 2 * present.length));
        }
    }

    private void count(int added) {
        int sum = 0;
        for (int i = rows; i < rows + added; i++) {
            sum += present[i];
        }
        rows += added;
        values += sum;
    }

    /// Encodes the levels the way a data page of version 1 has them: a length of four bytes, then runs.
    void encode(ByteSink sink) {
        int start = sink.size;
        sink.putInt(0);
        if (values == rows || values == 0) {
            RleHybrid.putRun(values == 0 ? 0 : 1, rows, 1, sink);
        } else {
            putGroups(packGroups(), sink);
        }
        LittleEndian.setInt(sink.bytes, start, sink.size - start - Integer.BYTES);
    }

    /// Packs eight rows into each byte, in place.
    private int packGroups() {
        reserve(Long.BYTES);
        Arrays.fill(present, rows, rows + Long.BYTES, (byte) 0);
        int groups = Math.ceilDiv(rows, 8);
        for (int group = 0; group < groups; group++) {
            present[group] = (byte) ((LittleEndian.getLong(present, group * Long.BYTES) * GATHER) >>> 56);
        }
        return groups;
    }

    private void putGroups(int groups, ByteSink sink) {
        int packedFrom = 0;
        int start = 0;
        while (start < groups) {
            int end = endOfRun(start, groups);
            boolean uniform = present[start] == 0 || present[start] == -1;
            if (uniform && end - start > 2) {
                putPacked(packedFrom, start, sink);
                RleHybrid.putRun(present[start] & 1, Math.min(end * 8, rows) - start * 8, 1, sink);
                packedFrom = end;
            }
            start = end;
        }
        putPacked(packedFrom, groups, sink);
    }

    private int endOfRun(int start, int groups) {
        byte group = present[start];
        int end = start + 1;
        while (end < groups && present[end] == group) {
            end++;
        }
        return end;
    }

    private void putPacked(int from, int to, ByteSink sink) {
        if (from < to) {
            sink.putVarInt((to - from) << 1 | 1);
            sink.put(present, from, to - from);
        }
    }
}
