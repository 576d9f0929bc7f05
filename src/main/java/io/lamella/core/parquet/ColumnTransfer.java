package io.lamella.core.parquet;

import io.lamella.core.column.Vector;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/// Moves the rows of the column chunks of a row group into those that are being encoded, in the cheapest way that there is: page by
/// page as they are, as ids of a dictionary, or value by value.
final class ColumnTransfer {
    private static final int[] EVERY_ROW = IntStream.range(0, Vector.CAPACITY).toArray();
    private static final int BLOCK = 1024;

    private final Footer source;
    private final int rowGroup;
    private final ByteBuffer content;
    private final SourceIndex index;
    private final ColumnRoom room;

    /// @param content the row group's bytes
    /// @param room to read one column after the other in
    ColumnTransfer(Footer source, int rowGroup, ByteBuffer content, SourceIndex index, ColumnRoom room) {
        this.source = source;
        this.rowGroup = rowGroup;
        this.content = content;
        this.index = index;
        this.room = room;
    }

    void transfer(int column, ColumnEncoder encoder) {
        if (encoder.takesPages()) {
            var pages = FinishedPage.of(source, rowGroup, column, content, index, encoder.codec());
            if (!pages.isEmpty() && pages.stream().allMatch(encoder::allows)) {
                pages.forEach(encoder::take);
                encoder.filter().ifPresent(filter -> filterValues(column, filter));
                return;
            }
        }
        var reader = new ColumnReader(source, rowGroup, column, content, Checksums.VERIFY, room.next());
        long rows = source.rowGroups().get(rowGroup).rows();
        if (!reader.leaf().isFlat()) {
            transferEntries(new LeafReader(reader), rows, encoder);
            return;
        }
        if (encoder instanceof BytesColumnEncoder bytes) {
            transferIds(reader, bytes);
        }
        transferValues(new VectorReader(reader, rows), encoder);
    }

    /// Of pages that are taken over: only their values tell what belongs into a filter.
    private void filterValues(int column, FilteredValues filter) {
        var reader = new ColumnReader(source, rowGroup, column, content, Checksums.IGNORE, room.next());
        if (reader.leaf().isFlat()) {
            var values =
                    new VectorReader(reader, source.rowGroups().get(rowGroup).rows());
            for (int rows = values.fill(); rows > 0; rows = values.fill()) {
                for (int row = 0; row < rows; row++) {
                    if (!values.vector().isNull(row)) {
                        filter.add(values.vector(), row);
                    }
                }
                values.drop(rows);
            }
            return;
        }
        var entries = new LeafReader(reader);
        for (int rows = entries.fill(); rows > 0; rows = entries.fill()) {
            for (int value = 0; value < entries.vector().valueStart(rows); value++) {
                filter.add(entries.vector().values, value);
            }
            entries.drop(rows);
        }
    }

    private static void transferEntries(LeafReader reader, long expected, ColumnEncoder encoder) {
        long done = 0;
        for (int rows = reader.fill(); rows > 0; rows = reader.fill()) {
            encoder.append(reader.vector(), 0, reader.vector().entryStart(rows), 0);
            reader.drop(rows);
            done += rows;
        }
        if (done != expected) {
            throw new ParquetFormatException("the column has " + done + " rows in a row group of " + expected);
        }
    }

    /// As long as both have a dictionary.
    private static void transferIds(ColumnReader reader, BytesColumnEncoder encoder) {
        var dictionary = reader.dictionary();
        if (dictionary.isEmpty() || !encoder.takes(dictionary.get())) {
            return;
        }
        var ids = new int[BLOCK];
        var definition = new int[BLOCK];
        var present = new byte[BLOCK];
        int[] ours = encoder.ids(dictionary.get());
        int rows;
        do {
            int most = Math.min(encoder.roomForIds(), BLOCK);
            rows = reader.readIds(ids, present, most, definition);
            encoder.appendIds(ids, ours, present, rows);
        } while (rows > 0);
    }

    private static void transferValues(VectorReader reader, ColumnEncoder encoder) {
        for (int rows = reader.fill(); rows > 0; rows = reader.fill()) {
            encoder.append(reader.vector(), EVERY_ROW, 0, rows);
            reader.drop(rows);
        }
    }
}
