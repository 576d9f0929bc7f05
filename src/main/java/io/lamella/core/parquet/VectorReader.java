package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.column.Vector;

/// Fills one vector. Columns whose values are long get fewer at once, so one may be ahead of another: what is left
/// over of a batch begins the next.
final class VectorReader implements BatchReader {
    /// A vector with this many bytes is full.
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private final ColumnReader reader;
    private final ScalarVector vector;
    private final int[] definition;
    private final int[] repetition;
    private final int capacity;
    private int filled;

    VectorReader(ColumnReader reader, long rows) {
        this(reader, rows, Vector.CAPACITY);
    }

    /// @param most rows in one batch
    VectorReader(ColumnReader reader, long rows, int most) {
        if (reader.entries() != rows) {
            throw new ParquetFormatException("column " + reader.leaf().name() + " has " + reader.entries()
                    + " entries in a row group of " + rows + " rows");
        }
        this.reader = reader;
        capacity = Math.clamp(rows, 0, most);
        definition = new int[capacity];
        repetition = new int[capacity];
        vector = reader.leaf().isLong() ? new LongVector(capacity) : new BytesVector(capacity);
    }

    @Override
    public ScalarVector vector() {
        return vector;
    }

    @Override
    public void drop(int rows) {
        int rest = filled - rows;
        switch (vector) {
            case LongVector longs -> {
                System.arraycopy(longs.values, rows, longs.values, 0, rest);
                System.arraycopy(longs.present, rows, longs.present, 0, rest);
            }
            case BytesVector bytes -> {
                System.arraycopy(bytes.starts, rows, bytes.starts, 0, rest);
                System.arraycopy(bytes.lengths, rows, bytes.lengths, 0, rest);
            }
        }
        filled = rest;
    }

    @Override
    public int fill() {
        if (filled > 0) {
            return filled;
        }
        if (vector instanceof BytesVector bytes) {
            bytes.clear();
        }
        int more;
        do {
            more = reader.read(vector, filled, capacity - filled, definition, repetition);
            filled += more;
        } while (more > 0 && bytes(filled) < MAX_BYTES);
        return filled;
    }

    private long bytes(int rows) {
        if (vector instanceof BytesVector bytes && rows > 0) {
            // Values lie in order, so the last one that is not null ends where the room does.
            for (int row = rows - 1; row >= 0; row--) {
                if (!bytes.isNull(row)) {
                    return bytes.starts[row] + (long) bytes.lengths[row];
                }
            }
        }
        return 0;
    }
}
