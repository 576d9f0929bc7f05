package io.lamella.core.parquet;

import io.lamella.core.schema.LeafColumn;
import io.lamella.core.schema.Storage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;

/// A finished column chunk.
///
/// @param dictionary which, if there is one, lies before the data pages
/// @param columnIndex bounds by page; empty where they cannot be given
/// @param bloomFilter with its header; empty for none. It lies behind all pages of the row group
record EncodedChunk(
        Optional<Page> dictionary,
        List<Page> dataPages,
        Statistics statistics,
        Optional<ColumnIndex> columnIndex,
        Optional<ByteBuffer> bloomFilter) {
    EncodedChunk {
        dataPages = List.copyOf(dataPages);
    }

    /// All pages, in the order in which they are stored.
    Stream<Page> pages() {
        return Stream.concat(dictionary.stream(), dataPages.stream());
    }

    long rows() {
        return dataPages.stream().mapToLong(Page::rows).sum();
    }

    /// Values and nulls.
    private long entries() {
        return dataPages.stream().mapToLong(Page::entries).sum();
    }

    /// Without the Bloom filter.
    long bytes() {
        return pages().mapToLong(Page::bytes).sum();
    }

    long uncompressedBytes() {
        return pages().mapToLong(Page::uncompressedBytes).sum();
    }

    /// What the footer says of this chunk if it starts at the given offset.
    ColumnMetaData metadata(LeafColumn column, CompressionCodec codec, long offset) {
        var metadata = new ColumnMetaData(
                typeOf(column.type().storage()),
                encodings(),
                column.path(),
                codec,
                entries(),
                uncompressedBytes(),
                bytes(),
                dataOffset(offset));
        dictionary.ifPresent(_ -> metadata.setDictionary_page_offset(offset));
        return metadata.setStatistics(statistics).setEncoding_stats(encodingStats());
    }

    /// Where the data pages are if the chunk starts at the given offset.
    OffsetIndex offsetIndex(long offset) {
        var locations = new ArrayList<PageLocation>(dataPages.size());
        long at = dataOffset(offset);
        long row = 0;
        for (var page : dataPages) {
            locations.add(new PageLocation(at, page.bytes(), row));
            at += page.bytes();
            row += page.rows();
        }
        return new OffsetIndex(locations);
    }

    private long dataOffset(long offset) {
        return offset + dictionary.map(Page::bytes).orElse(0);
    }

    /// RLE is that of the levels.
    private List<Encoding> encodings() {
        return Stream.concat(Stream.of(Encoding.RLE), pages().map(Page::encoding))
                .distinct()
                .toList();
    }

    private List<PageEncodingStats> encodingStats() {
        record Kind(PageType type, Encoding encoding) {}
        var counts = new LinkedHashMap<Kind, Integer>();
        pages().forEach(page -> counts.merge(new Kind(page.type(), page.encoding()), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(count -> new PageEncodingStats(
                        count.getKey().type(), count.getKey().encoding(), count.getValue()))
                .toList();
    }

    private static Type typeOf(Storage storage) {
        return switch (storage) {
            case BOOLEAN -> Type.BOOLEAN;
            case INT32 -> Type.INT32;
            case INT64 -> Type.INT64;
            case FLOAT -> Type.FLOAT;
            case DOUBLE -> Type.DOUBLE;
            case BYTES -> Type.BYTE_ARRAY;
            case FIXED -> Type.FIXED_LEN_BYTE_ARRAY;
            case INT96 -> Type.INT96;
        };
    }
}
