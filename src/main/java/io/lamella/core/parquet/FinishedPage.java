package io.lamella.core.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;

/// A data page of a file that can go into another file byte by byte: one that needs no dictionary.
///
/// @param values entries that are not null
/// @param bounds of the values; empty if there are none
record FinishedPage(Page page, int values, Optional<Bounds> bounds) {
    /// Pages that are smaller on average are better encoded anew, together.
    private static final int MIN_BYTES = 8192;

    /// All pages of a column chunk, or none if one of them cannot go into another file of that codec: it needs the dictionary, or
    /// the page index does not tell its bounds. None of other writers either, whose bounds may mean something else.
    ///
    /// @param content the row group's bytes
    static List<FinishedPage> of(
            Footer footer, int rowGroup, int column, ByteBuffer content, SourceIndex index, CompressionCodec codec) {
        var chunk = footer.columns(rowGroup).get(column);
        var metadata = Thrift.given(chunk.getMeta_data());
        if (!footer.isOurs() || metadata.isSetDictionary_page_offset() || metadata.getCodec() != codec) {
            return List.of();
        }
        var columnIndex = index.columnIndex(chunk);
        var offsetIndex = index.offsetIndex(chunk);
        if (columnIndex.isEmpty() || offsetIndex.isEmpty()) {
            return List.of();
        }
        var pages = new Chunk(
                metadata,
                footer.leaves().get(column).isFlat(),
                footer.rowGroups().get(rowGroup).rows(),
                Thrift.read(columnIndex.get(), new ColumnIndex(), "a column index"),
                offsetIndex.get());
        long start = RowGroupCheck.start(metadata)
                - footer.rowGroups().get(rowGroup).range().offset();
        return pages.areWorthIt()
                ? pages.read(content.slice(
                        content.position() + Math.toIntExact(start),
                        Math.toIntExact(metadata.getTotal_compressed_size())))
                : List.of();
    }

    private record Chunk(ColumnMetaData metadata, boolean flat, long rows, ColumnIndex index, OffsetIndex offsets) {
        boolean areWorthIt() {
            int pages = offsets.getPage_locationsSize();
            return pages > 0
                    && index.isSetNull_counts()
                    && index.getNull_countsSize() == pages
                    && index.getNull_pagesSize() == pages
                    && index.getMin_valuesSize() == pages
                    && index.getMax_valuesSize() == pages
                    && metadata.getTotal_compressed_size() >= (long) MIN_BYTES * pages;
        }

        List<FinishedPage> read(ByteBuffer in) {
            var pages = new ArrayList<FinishedPage>();
            long before = 0;
            for (int i = 0; i < offsets.getPage_locationsSize(); i++) {
                int start = in.position();
                var header = Thrift.read(in, new PageHeader(), "the page header");
                if (header.getType() != PageType.DATA_PAGE) {
                    return List.of();
                }
                var data = Thrift.given(header.getData_page_header());
                int entries = data.getNum_values();
                long pageRows = firstRow(i + 1) - before;
                long nulls = Thrift.given(index.getNull_counts()).get(i);
                boolean fits = entries >= nulls
                        && nulls >= 0
                        && Thrift.given(index.getNull_pages()).get(i) == (nulls == entries)
                        && firstRow(i) == before
                        && (flat ? pageRows == entries : pageRows > 0 && pageRows <= entries);
                if (!fits || !needsNoDictionary(data)) {
                    return List.of();
                }
                var page = page(in, start, header, data, (int) pageRows);
                pages.add(new FinishedPage(page, (int) (entries - nulls), bounds(i)));
                before += pageRows;
            }
            return before == rows ? List.copyOf(pages) : List.of();
        }

        /// Of a page; of the one behind the last, where the rows end.
        private long firstRow(int page) {
            var locations = Thrift.given(offsets.getPage_locations());
            return page < locations.size() ? locations.get(page).getFirst_row_index() : rows;
        }

        private static boolean needsNoDictionary(DataPageHeader data) {
            return data.getDefinition_level_encoding() == Encoding.RLE
                    && data.getRepetition_level_encoding() == Encoding.RLE
                    && switch (Thrift.given(data.getEncoding())) {
                        case PLAIN, DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY, BYTE_STREAM_SPLIT -> true;
                        default -> false;
                    };
        }

        private static Page page(ByteBuffer in, int start, PageHeader header, DataPageHeader data, int rows) {
            int size = header.getCompressed_page_size();
            if (size < 0 || size > in.remaining()) {
                throw new ParquetFormatException(
                        "the page claims " + size + " bytes where " + in.remaining() + " are left");
            }
            int headerBytes = in.position() - start;
            var bytes = new byte[headerBytes + size];
            in.get(start, bytes);
            in.position(start + bytes.length);
            if (header.isSetCrc()) {
                Checksums.verify(bytes, headerBytes, size, header.getCrc());
            }
            return new Page(
                    PageType.DATA_PAGE,
                    Thrift.given(data.getEncoding()),
                    rows,
                    data.getNum_values(),
                    List.of(ByteBuffer.wrap(bytes)),
                    (long) headerBytes + header.getUncompressed_page_size());
        }

        /// The index does not tell whether a bound is a value that occurs. For the bounds of the chunk, the statistics do; and
        /// whether the others are is never asked, since they lie inside of those.
        private Optional<Bounds> bounds(int page) {
            if (Thrift.given(index.getNull_pages()).get(page)) {
                return Optional.empty();
            }
            byte[] min = bytes(Thrift.given(index.getMin_values()).get(page));
            byte[] max = bytes(Thrift.given(index.getMax_values()).get(page));
            var chunk = metadata.getStatistics();
            return Optional.of(new Bounds(
                    min,
                    max,
                    chunk != null && chunk.isIs_min_value_exact() && Arrays.equals(min, chunk.getMin_value()),
                    chunk != null && chunk.isIs_max_value_exact() && Arrays.equals(max, chunk.getMax_value())));
        }

        private static byte[] bytes(ByteBuffer buffer) {
            var bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
    }
}
