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
    private final int capacity;
    private int filled;
    private boolean isFull;

    /// Rows in front of the next one that nobody wanted, and that were not read.
    private long skipped;

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
        definition = reader.room().levels(capacity);
        vector = reader.room().vector(reader.leaf().isLong(), capacity);
    }

    @Override
    public ScalarVector vector() {
        return vector;
    }

    /// Whether no row is null, as far as that is known.
    boolean isFull() {
        return isFull;
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
        return fill(capacity);
    }

    /// Reads on if the vector has no row; answers how many it has, 0 at the end.
    ///
    /// @param most rows to read
    int fill(int most) {
        if (filled > 0) {
            return filled;
        }
        catchUp();
        clear();
        isFull = true;
        int limit = Math.min(most, capacity);
        long bytes = 0;
        int more = 1;
        while (more > 0 && filled < limit && bytes < MAX_BYTES) {
            more = reader.readFlat(vector, filled, limit - filled, definition);
            isFull &= more == 0 || reader.isFull();
            filled += more;
            bytes += more > 0 && filled < limit ? bytes(filled - more) : 0;
        }
        return filled;
    }

    /// As [#fill], of rows that nobody wants: they may be anything. Pages that have no others are never read.
    ///
    /// @param most rows to step over, no more than are left
    int skip(int most) {
        if (filled == 0) {
            filled = Math.min(most, capacity);
            skipped += filled;
        }
        return filled;
    }

    /// Whether the vector has no row.
    boolean isEmpty() {
        return filled == 0;
    }

    /// Steps over the rows that nobody wanted.
    void catchUp() {
        skipped -= reader.skip(skipped);
        while (skipped > 0) {
            clear();
            int read = reader.readFlat(vector, 0, (int) Math.min(skipped, capacity), definition);
            if (read == 0) {
                throw new IllegalArgumentException(skipped + " rows were stepped over that are not there");
            }
            skipped -= read;
        }
    }

    private void clear() {
        if (vector instanceof BytesVector bytes) {
            bytes.clear();
        }
    }

    /// What the last rows take, from this one on.
    private long bytes(int from) {
        if (!(vector instanceof BytesVector bytes)) {
            return 0;
        }
        int last = filled - 1;
        if (isFull && bytes.isInOrder()) {
            return (long) bytes.starts[last] + bytes.lengths[last] - bytes.starts[from];
        }
        long sum = 0;
        for (int row = from; row <= last; row++) {
            sum += Math.max(0, bytes.lengths[row]);
        }
        return sum;
    }
}
