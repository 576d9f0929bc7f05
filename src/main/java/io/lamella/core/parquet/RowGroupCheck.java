package io.lamella.core.parquet;

import io.lamella.core.event.ByteRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;

/// Looks whether what a footer says of its row groups can be true, and says where they lie.
///
/// @param end the first byte of the footer: no page lies there or beyond
/// @param shortChunks whether the sizes of columns are up to 100 bytes too small
record RowGroupCheck(List<Leaf> leaves, long end, boolean shortChunks) {
    /// More than the header of a dictionary page ever took; other readers use the same.
    private static final int SHORT_BY = 100;

    List<RowGroupInfo> all(FileMetaData metadata) {
        var groups = new ArrayList<RowGroupInfo>();
        long rows = 0;
        for (var group : Thrift.given(metadata.getRow_groups())) {
            var info = info(groups.size(), group);
            rows += info.rows();
            groups.add(info);
        }
        if (rows != metadata.getNum_rows()) {
            throw new ParquetFormatException(
                    "the footer claims " + metadata.getNum_rows() + " rows but its row groups have " + rows);
        }
        return List.copyOf(groups);
    }

    private RowGroupInfo info(int ordinal, RowGroup group) {
        var where = "row group " + ordinal;
        if (group.getNum_rows() < 0 || group.getTotal_byte_size() < 0) {
            throw new ParquetFormatException(where + " cannot have " + group.getNum_rows() + " rows in "
                    + group.getTotal_byte_size() + " bytes");
        }
        var columns = Thrift.given(group.getColumns());
        if (columns.size() != leaves.size()) {
            throw new ParquetFormatException(
                    where + " has " + columns.size() + " columns but the schema " + leaves.size());
        }
        var pages = new ArrayList<ByteRange>();
        var indexes = new ArrayList<ByteRange>();
        for (int i = 0; i < leaves.size(); i++) {
            check(where + ", column " + leaves.get(i).name(), leaves.get(i), columns.get(i), pages, indexes);
        }
        return new RowGroupInfo(
                ordinal,
                group.getNum_rows(),
                withFilters(cover(pages), columns),
                group.getTotal_byte_size(),
                joined(indexes));
    }

    /// Nothing else depends on filters: what cannot be one is passed over.
    private ByteRange withFilters(ByteRange pages, List<ColumnChunk> columns) {
        var filters = columns.stream()
                .flatMap(chunk -> bloomFilter(Thrift.given(chunk.getMeta_data()), end).stream())
                .sorted(Comparator.comparingLong(ByteRange::offset))
                .toList();
        long reached = pages.end();
        for (var filter : filters) {
            reached = filter.offset() == reached ? filter.end() : reached;
        }
        return new ByteRange(pages.offset(), reached - pages.offset());
    }

    /// Where the Bloom filter of a column lies; empty if it has none, if that is not before `end`, or if the file does not say how
    /// long it is.
    static Optional<ByteRange> bloomFilter(ColumnMetaData column, long end) {
        long offset = column.getBloom_filter_offset();
        long length = column.getBloom_filter_length();
        return column.isSetBloom_filter_offset()
                        && column.isSetBloom_filter_length()
                        && offset >= 0
                        && length > 0
                        && length <= end - offset
                ? Optional.of(new ByteRange(offset, length))
                : Optional.empty();
    }

    private void check(String where, Leaf leaf, ColumnChunk chunk, List<ByteRange> pages, List<ByteRange> indexes) {
        if (chunk.isSetFile_path()) {
            throw new ParquetFormatException(
                    where + " lies in another file, " + chunk.getFile_path() + ", which is not supported");
        }
        if (chunk.isSetCrypto_metadata() || chunk.isSetEncrypted_column_metadata()) {
            throw new ParquetFormatException(where + " is encrypted, which is not supported");
        }
        var column = chunk.getMeta_data();
        if (column == null) {
            throw new ParquetFormatException(where + " has no metadata");
        }
        if (column.getType() != leaf.type()) {
            throw new ParquetFormatException(
                    where + " is of type " + column.getType() + " but the schema says " + leaf.type());
        }
        if (column.getNum_values() < 0) {
            throw new ParquetFormatException(where + " cannot have " + column.getNum_values() + " values");
        }
        if (column.getTotal_compressed_size() != 0) {
            pages.add(pages(where, start(column), column.getTotal_compressed_size()));
        }
        if (chunk.isSetColumn_index_offset()) {
            indexes.add(
                    range(where + ", column index", chunk.getColumn_index_offset(), chunk.getColumn_index_length()));
        }
        if (chunk.isSetOffset_index_offset()) {
            indexes.add(
                    range(where + ", offset index", chunk.getOffset_index_offset(), chunk.getOffset_index_length()));
        }
    }

    private ByteRange pages(String where, long start, long length) {
        var range = range(where, start, length);
        return shortChunks ? new ByteRange(start, Math.min(end - start, length + SHORT_BY)) : range;
    }

    /// The first byte of a column's first page. Some writers leave 0 for "no dictionary".
    static long start(ColumnMetaData column) {
        long data = column.getData_page_offset();
        long dictionary = column.getDictionary_page_offset();
        return column.isSetDictionary_page_offset() && dictionary > 0 ? Math.min(data, dictionary) : data;
    }

    private ByteRange range(String where, long offset, long length) {
        if (offset < 0 || length < 0 || offset > end || length > end - offset) {
            throw new ParquetFormatException(where + " cannot have " + length + " bytes from byte " + offset
                    + ", since the footer begins at byte " + end);
        }
        return new ByteRange(offset, length);
    }

    private static ByteRange cover(List<ByteRange> ranges) {
        long start = ranges.stream().mapToLong(ByteRange::offset).min().orElse(0);
        long end = ranges.stream().mapToLong(ByteRange::end).max().orElse(0);
        return new ByteRange(start, end - start);
    }

    /// In order of their offsets, those that touch as one.
    private static List<ByteRange> joined(List<ByteRange> ranges) {
        var joined = new ArrayList<ByteRange>();
        for (var range : ranges.stream()
                .sorted(Comparator.comparingLong(ByteRange::offset))
                .toList()) {
            if (!joined.isEmpty() && joined.getLast().end() >= range.offset()) {
                var last = joined.removeLast();
                joined.add(new ByteRange(last.offset(), Math.max(last.end(), range.end()) - last.offset()));
            } else if (range.length() > 0) {
                joined.add(range);
            }
        }
        return joined;
    }
}
