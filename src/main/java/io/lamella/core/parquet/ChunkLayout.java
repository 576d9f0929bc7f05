package io.lamella.core.parquet;

import io.lamella.core.event.ByteRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.OffsetIndex;

/// Where the values of one column in one row group lie, down to their pages.
///
/// @param range the bytes of all of its pages; of length 0 for none
/// @param dictionary the bytes before the first data page; empty when the footer names no dictionary
/// @param dataPages in order; empty when there is no offset index, or it was not asked for
/// @param columnIndex empty when it has none, as the next two
/// @param bloomFilter also empty when the file does not say how long it is
public record ChunkLayout(
        ByteRange range,
        Optional<ByteRange> dictionary,
        List<DataPage> dataPages,
        Optional<ByteRange> columnIndex,
        Optional<ByteRange> offsetIndex,
        Optional<ByteRange> bloomFilter) {

    public ChunkLayout {
        dataPages = List.copyOf(dataPages);
    }

    /// @param range with the header
    /// @param firstRow of the row group, from 0
    public record DataPage(ByteRange range, long firstRow, long rows) {}

    /// Those of all columns of a row group, without their data pages.
    public static List<ChunkLayout> of(Footer footer, int rowGroup) {
        return of(footer, rowGroup, ByteBuffer.allocate(0));
    }

    /// Those of all columns of a row group.
    ///
    /// @param pageIndex the bytes of all ranges of [RowGroupInfo#pageIndex], one behind the other
    /// @throws ParquetFormatException if the index points to pages outside of their column
    public static List<ChunkLayout> of(Footer footer, int rowGroup, ByteBuffer pageIndex) {
        var group = footer.rowGroups().get(rowGroup);
        var index = new SourceIndex(group, pageIndex);
        var layouts = new ArrayList<ChunkLayout>();
        for (int i = 0; i < footer.columnCount(); i++) {
            var where = "row group " + rowGroup + ", column "
                    + footer.leaves().get(i).name();
            var chunk = footer.columns(rowGroup).get(i);
            var range = pages(Thrift.given(chunk.getMeta_data()));
            layouts.add(new ChunkLayout(
                    range,
                    dictionary(Thrift.given(chunk.getMeta_data()), range),
                    index.offsetIndex(chunk)
                            .map(found -> dataPages(where, found, range, group.rows()))
                            .orElse(List.of()),
                    columnIndex(chunk),
                    offsetIndex(chunk),
                    bloomFilter(footer, Thrift.given(chunk.getMeta_data()))));
        }
        return List.copyOf(layouts);
    }

    /// The sizes have been checked when the footer was parsed.
    private static ByteRange pages(ColumnMetaData column) {
        if (column.getTotal_compressed_size() == 0) {
            return new ByteRange(0, 0);
        }
        return new ByteRange(RowGroupCheck.start(column), column.getTotal_compressed_size());
    }

    private static Optional<ByteRange> dictionary(ColumnMetaData column, ByteRange pages) {
        long length = Math.min(column.getData_page_offset(), pages.end()) - pages.offset();
        return column.isSetDictionary_page_offset() && length > 0
                ? Optional.of(new ByteRange(pages.offset(), length))
                : Optional.empty();
    }

    private static List<DataPage> dataPages(String where, OffsetIndex index, ByteRange pages, long rows) {
        var locations = Thrift.given(index.getPage_locations());
        var found = new ArrayList<DataPage>();
        for (int i = 0; i < locations.size(); i++) {
            var location = locations.get(i);
            long offset = location.getOffset();
            long length = location.getCompressed_page_size();
            long first = location.getFirst_row_index();
            long next = i + 1 < locations.size() ? locations.get(i + 1).getFirst_row_index() : rows;
            if (offset < pages.offset() || length < 0 || length > pages.end() - offset || first < 0 || next < first) {
                throw new ParquetFormatException(where + ": its offset index has page " + i + " with " + length
                        + " bytes from byte " + offset + " and rows " + first + " to " + next
                        + ", but the column lies in bytes " + pages.offset() + " to " + pages.end());
            }
            found.add(new DataPage(new ByteRange(offset, length), first, next - first));
        }
        return found;
    }

    private static Optional<ByteRange> columnIndex(ColumnChunk chunk) {
        return chunk.isSetColumn_index_offset()
                ? Optional.of(new ByteRange(chunk.getColumn_index_offset(), chunk.getColumn_index_length()))
                : Optional.empty();
    }

    private static Optional<ByteRange> offsetIndex(ColumnChunk chunk) {
        return chunk.isSetOffset_index_offset()
                ? Optional.of(new ByteRange(chunk.getOffset_index_offset(), chunk.getOffset_index_length()))
                : Optional.empty();
    }

    static Optional<ByteRange> bloomFilter(Footer footer, ColumnMetaData column) {
        return RowGroupCheck.bloomFilter(column, footer.fileLength() - footer.footerBytes());
    }
}
