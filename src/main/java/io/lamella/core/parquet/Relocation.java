package io.lamella.core.parquet;

import io.lamella.core.event.ByteRange;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.RowGroup;

/// Moves a row group from one place to another: every absolute offset in what describes it.
///
/// @param from the bytes of its pages where it was
/// @param to where the first of them is now
record Relocation(ByteRange from, long to) {

    /// A copy that describes the row group where it is now. It has no page index yet; a Bloom filter goes along only
    /// when it lies among the pages, or behind them.
    RowGroup of(RowGroup group) {
        var moved = new RowGroup(group);
        moved.setFile_offset(to);
        Thrift.given(moved.getColumns()).forEach(this::move);
        return moved;
    }

    OffsetIndex of(OffsetIndex index) {
        var moved = new OffsetIndex(index);
        Thrift.given(moved.getPage_locations()).forEach(page -> page.setOffset(moved(page.getOffset())));
        return moved;
    }

    private void move(ColumnChunk chunk) {
        chunk.unsetColumn_index_offset();
        chunk.unsetColumn_index_length();
        chunk.unsetOffset_index_offset();
        chunk.unsetOffset_index_length();
        var column = Thrift.given(chunk.getMeta_data());
        move(column);
        // Deprecated, and 0 by now in the specification; readers that still look at it expect the first data page.
        chunk.setFile_offset(column.getData_page_offset());
    }

    private void move(ColumnMetaData column) {
        column.setData_page_offset(moved(column.getData_page_offset()));
        if (column.isSetDictionary_page_offset() && holds(column.getDictionary_page_offset())) {
            column.setDictionary_page_offset(moved(column.getDictionary_page_offset()));
        } else {
            column.unsetDictionary_page_offset();
        }
        if (column.isSetIndex_page_offset() && holds(column.getIndex_page_offset())) {
            column.setIndex_page_offset(moved(column.getIndex_page_offset()));
        } else {
            column.unsetIndex_page_offset();
        }
        var filter = RowGroupCheck.bloomFilter(column, from.end()).filter(range -> holds(range.offset()));
        column.unsetBloom_filter_offset();
        column.unsetBloom_filter_length();
        filter.ifPresent(range -> column.setBloom_filter_offset(moved(range.offset()))
                .setBloom_filter_length(Math.toIntExact(range.length())));
    }

    private boolean holds(long offset) {
        return offset >= from.offset() && offset < from.end();
    }

    private long moved(long offset) {
        return offset - from.offset() + to;
    }
}
