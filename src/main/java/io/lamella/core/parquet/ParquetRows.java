package io.lamella.core.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the rows of one row group of any Parquet file as text, with [ColumnValues]' text of each value.
///
/// Only columns that nothing surrounds are read: structs, lists and maps are left out. Not for use by more than one thread.
public final class ParquetRows {
    private final List<ColumnValues> columns = new ArrayList<>();
    private final long rows;
    private long row;

    /// @param content the bytes of the row group's [RowGroupInfo#range], not copied
    public ParquetRows(Footer footer, int rowGroup, ByteBuffer content, Checksums checksums) {
        rows = footer.rowGroups().get(rowGroup).rows();
        for (int i = 0; i < footer.leaves().size(); i++) {
            if (footer.leaves().get(i).isFlat()) {
                columns.add(column(footer, rowGroup, i, content, checksums));
            }
        }
    }

    private ColumnValues column(Footer footer, int rowGroup, int column, ByteBuffer content, Checksums checksums) {
        var values = new ColumnValues(footer, rowGroup, column, content, checksums);
        if (values.entries() != rows) {
            throw new ParquetFormatException("row group " + rowGroup + ", column "
                    + footer.leaves().get(column).name() + " has " + values.entries() + " entries for " + rows
                    + " rows");
        }
        return values;
    }

    /// The names of the columns that [#values] has, in the order of the schema.
    public static List<String> columns(Footer footer) {
        return footer.leaves().stream().filter(Leaf::isFlat).map(Leaf::name).toList();
    }

    /// Goes on to the next row; false at the end.
    ///
    /// @throws ParquetFormatException when a column is broken
    public boolean next() {
        if (row == rows) {
            return false;
        }
        row++;
        columns.forEach(ColumnValues::next);
        return true;
    }

    /// The values of the row, empty where one is null.
    public List<Optional<String>> values() {
        return columns.stream().map(ColumnValues::text).toList();
    }
}
