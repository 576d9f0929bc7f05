package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LeafVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// Reads one column of one row group into vectors.
final class ColumnReader {
    private final Leaf leaf;
    private final ColumnRoom room;
    private final ColumnPages pages;
    private final RowValues rowValues;
    private final String where;
    private boolean isFull;

    /// @param content the row group's bytes
    ColumnReader(Footer footer, int rowGroup, int index, ByteBuffer content, Checksums checksums) {
        this(footer, rowGroup, index, content, checksums, new ColumnRoom());
    }

    /// @param content the row group's bytes
    /// @param room to read it in
    ColumnReader(Footer footer, int rowGroup, int index, ByteBuffer content, Checksums checksums, ColumnRoom room) {
        this(footer, rowGroup, index, checksums, slice(footer, rowGroup, index, content), room);
    }

    private ColumnReader(
            Footer footer, int rowGroup, int index, Checksums checksums, ByteBuffer chunk, ColumnRoom room) {
        this.room = room;
        leaf = footer.leaves().get(index);
        pages = new ColumnPages(
                leaf, Thrift.given(footer.columns(rowGroup).get(index).getMeta_data()), chunk, checksums, room);
        rowValues = new RowValues(leaf.maxDefinition());
        where = "row group " + rowGroup + ", column " + leaf.name();
    }

    /// @param chunk the bytes of the column's [Footer#chunk]
    /// @param room to read it in
    static ColumnReader ofChunk(
            Footer footer, int rowGroup, int index, ByteBuffer chunk, Checksums checksums, ColumnRoom room) {
        return new ColumnReader(footer, rowGroup, index, checksums, chunk.slice(), room);
    }

    private static ByteBuffer slice(Footer footer, int rowGroup, int index, ByteBuffer content) {
        var range = footer.rowGroups().get(rowGroup).range();
        if (content.remaining() != range.length()) {
            throw new IllegalArgumentException("row group " + rowGroup + " has " + range.length() + " bytes but "
                    + content.remaining() + " were given");
        }
        var chunk = footer.chunk(rowGroup, index);
        return chunk.length() == 0
                ? ByteBuffer.allocate(0)
                : content.slice(
                        content.position() + Math.toIntExact(chunk.offset() - range.offset()),
                        Math.toIntExact(chunk.length()));
    }

    Leaf leaf() {
        return leaf;
    }

    /// The memory in which it is read.
    ColumnRoom room() {
        return room;
    }

    /// Entries (values and nulls) of the whole column.
    long entries() {
        return pages.entries();
    }

    /// Reads entries of one page into a vector, from row `from` on. An entry that is not a value becomes null.
    ///
    /// @param most to read at most; the vector and the levels have room for them
    /// @return how many were read, 0 at the end of the column
    int read(ScalarVector vector, int from, int most, int[] definition, int[] repetition) {
        leavePage(vector, from);
        return read(most, count -> {
            pages.repetitions().read(repetition, from, count);
            if (fill(vector, from, count, definition)) {
                Arrays.fill(definition, from, from + count, leaf.maxDefinition());
            }
        });
    }

    /// As [#read], of a flat column, whose levels nobody needs.
    ///
    /// @param definition room for levels, as many as the vector has rows
    int readFlat(ScalarVector vector, int from, int most, int[] definition) {
        leavePage(vector, from);
        return read(most, count -> isFull = fill(vector, from, count, definition));
    }

    /// As [#readFlat], as ids of the dictionary, -1 for null.
    ///
    /// @param ids with room for one more
    /// @return how many were read, 0 at the end of the column, or where values are not ids
    int readPlaces(int[] ids, int from, int most, int[] definition) {
        return readCoded(most, count -> {
            isFull = pages.definitions().skip(leaf.maxDefinition(), count);
            if (isFull) {
                pages.values().readIds(ids, from, count);
            } else {
                pages.definitions().read(definition, from, count);
                rowValues.fill(ids, from, count, pages.values(), definition);
            }
        });
    }

    /// Whether [#readFlat] or [#readPlaces] found values alone when it was last asked.
    boolean isFull() {
        return isFull;
    }

    /// Reads entries of one page, whole rows or not, into the vector of a leaf.
    ///
    /// @param most to read at most; the levels have room for them
    /// @return how many were read, 0 at the end of the column
    int read(LeafVector vector, int most, int[] definition, int[] repetition) {
        return read(most, count -> {
            pages.repetitions().read(repetition, 0, count);
            pages.definitions().read(definition, 0, count);
            if (vector.rows() == 0 && repetition[0] != 0) {
                throw new ParquetFormatException("the column begins in the middle of a row");
            }
            int present = vector.add(definition, repetition, count);
            int first = vector.valueEnd() - present;
            switch (vector.values) {
                case LongVector longs -> pages.values().read(longs.values, first, present);
                case BytesVector bytes -> pages.values().copy(bytes, first, present);
            }
        });
    }

    /// Reads entries of one page as ids of the dictionary. Of flat columns only: repetition levels are not looked at.
    ///
    /// @param most to read at most; the arrays have room for them
    /// @param ids takes those of entries that are values, side by side
    /// @param present takes 1 for each entry that is a value, 0 for each other
    /// @return how many entries were read, 0 if there are none, or not as ids
    int readIds(int[] ids, byte[] present, int most, int[] definition) {
        return readCoded(most, count -> {
            if (pages.definitions().skip(leaf.maxDefinition(), count)) {
                Arrays.fill(present, 0, count, (byte) 1);
                pages.values().readIds(ids, 0, count);
            } else {
                pages.definitions().read(definition, 0, count);
                pages.values().readIds(ids, 0, rowValues.mark(present, 0, count, definition));
            }
        });
    }

    /// As [#read], if the open page has ids.
    private int readCoded(int most, IntConsumer entries) {
        return located(() -> {
            if (most == 0 || !pages.open() || !pages.values().hasIds()) {
                return 0;
            }
            int count = Math.min(pages.left(), most);
            entries.accept(count);
            pages.take(count);
            return count;
        });
    }

    /// Steps over entries that are not wanted, as far as that can be done without reading them. Of flat columns only.
    ///
    /// @return how many of them were stepped over
    long skip(long most) {
        return located(() -> pages.skip(most));
    }

    /// The dictionary of the column, if it begins with one.
    Optional<Dictionary> dictionary() {
        located(pages::open);
        return pages.dictionary();
    }

    /// What lies in a page is copied before the next one takes its place.
    private void leavePage(ScalarVector vector, int rows) {
        if (rows > 0 && pages.left() == 0 && vector instanceof BytesVector bytes) {
            pages.values().leave(bytes, rows);
        }
    }

    /// Reads so many entries of the open page at most, and counts them.
    private int read(int most, IntConsumer entries) {
        return located(() -> {
            if (most == 0 || !pages.open()) {
                return 0;
            }
            int count = Math.min(pages.atOnce(), most);
            entries.accept(count);
            pages.take(count);
            return count;
        });
    }

    /// Answers whether every entry is a value; if so, their levels are left out.
    private boolean fill(ScalarVector vector, int from, int count, int[] definition) {
        boolean isFull = pages.definitions().skip(leaf.maxDefinition(), count);
        if (isFull) {
            rowValues.fill(vector, from, count, pages.values());
        } else {
            pages.definitions().read(definition, from, count);
            rowValues.fill(vector, from, count, pages.values(), definition);
        }
        return isFull;
    }

    /// Says where it failed.
    private <T> T located(Supplier<T> read) {
        try {
            return read.get();
        } catch (ParquetFormatException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new ParquetFormatException(where + ", page " + pages.page() + ": " + e.getMessage(), e);
        }
    }
}
