package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;

/// The memory in which a column is read, whatever is in it, for one reader after the other.
final class ColumnRoom {
    /// Room for a page that is longer is not kept for the next reader. Few writers make such pages.
    private static final int MOST_KEPT_BYTES = 16 * 1024 * 1024;

    private final LongVector longs = new LongVector(0);
    private final BytesVector bytes = new BytesVector(0);
    private byte[] page = new byte[0];
    private int[] levels = new int[0];
    private int[] places = new int[0];

    /// Begins with the next reader.
    ColumnRoom next() {
        bytes.clear();
        if (page.length > MOST_KEPT_BYTES) {
            page = new byte[0];
        }
        return this;
    }

    /// For so many rows at least.
    ScalarVector vector(boolean isLong, int rows) {
        var vector = isLong ? longs : bytes;
        vector.reserve(rows);
        return vector;
    }

    /// For so many bytes at least, and [BytesVector#PADDING] behind them.
    byte[] page(int size) {
        int needed = Math.addExact(size, BytesVector.PADDING);
        if (page.length < needed) {
            // The next pages are about as long, some a little longer.
            page = new byte[Math.addExact(needed, size / Byte.SIZE)];
        }
        return page;
    }

    /// For so many levels at least.
    int[] levels(int count) {
        if (levels.length < count) {
            levels = new int[count];
        }
        return levels;
    }

    /// For so many places in a dictionary at least.
    int[] places(int count) {
        if (places.length < count) {
            places = new int[count];
        }
        return places;
    }
}
