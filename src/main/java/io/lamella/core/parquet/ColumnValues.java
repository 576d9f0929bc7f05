package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.column.Vector;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Reads one column of one row group of any Parquet file, entry by entry, as text.
///
/// Values that stand for the same thing have the same text, whatever they are stored as: integers are decimal; floating-point
/// numbers are the 16 hexadecimal digits of the double, with one NaN for all; decimals are plain with their scale; dates are
/// days since 1970; times and timestamps are microseconds, rounded down; binary is hexadecimal. A nested column has an
/// entry for every value, null and empty list, which its levels tell apart. Not for use by more than one thread.
public final class ColumnValues {
    private final ColumnReader reader;
    private final ValueText text;
    private final ScalarVector vector;
    private final int[] definition;
    private final int[] repetition;
    private int filled;
    private int at = -1;

    /// @param column among the leaves of the schema, from 0
    /// @param content the bytes of the row group's [RowGroupInfo#range], not copied
    public ColumnValues(Footer footer, int rowGroup, int column, ByteBuffer content, Checksums checksums) {
        reader = new ColumnReader(footer, rowGroup, column, content, checksums);
        text = new ValueText(reader.leaf());
        int capacity = Math.clamp(reader.entries(), 0, Vector.CAPACITY);
        definition = new int[capacity];
        repetition = new int[capacity];
        vector = reader.leaf().isLong() ? new LongVector(capacity) : new BytesVector(capacity);
    }

    /// Goes on to the next entry; false at the end.
    ///
    /// @throws ParquetFormatException when the column is broken
    public boolean next() {
        if (++at < filled) {
            return true;
        }
        if (vector instanceof BytesVector bytes) {
            bytes.clear();
        }
        filled = reader.read(vector, 0, definition.length, definition, repetition);
        at = 0;
        return filled > 0;
    }

    /// Entries of the whole column in this row group.
    public long entries() {
        return reader.entries();
    }

    public boolean isNull() {
        return vector.isNull(at);
    }

    /// The value of the entry; empty when it is null.
    public Optional<String> text() {
        return isNull() ? Optional.empty() : Optional.of(text.of(vector, at));
    }

    /// How many optional or repeated fields on the way to the value are there.
    public int definitionLevel() {
        return definition[at];
    }

    /// Which repeated field on the way to the value goes on; 0 where a row begins.
    public int repetitionLevel() {
        return repetition[at];
    }
}
