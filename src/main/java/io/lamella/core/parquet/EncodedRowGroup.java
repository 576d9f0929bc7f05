package io.lamella.core.parquet;

import io.lamella.core.schema.LeafColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SortingColumn;

/// A row group in memory, ready to be laid into a file. Immutable.
///
/// Its offsets count from its own first byte.
public final class EncodedRowGroup {
    private final List<EncodedChunk> chunks;
    private final RowGroup metadata;
    private final List<OffsetIndex> offsetIndexes;
    private final long rows;
    private final long bytes;

    EncodedRowGroup(List<LeafColumn> columns, CompressionCodec codec, long rows, List<EncodedChunk> chunks) {
        this.rows = rows;
        this.chunks = List.copyOf(chunks);
        var columnChunks = new ArrayList<ColumnChunk>();
        var indexes = new ArrayList<OffsetIndex>();
        long offset = 0;
        for (int i = 0; i < columns.size(); i++) {
            var chunk = chunks.get(i);
            if (chunk.rows() != rows) {
                throw new IllegalStateException(
                        "column " + columns.get(i).name() + " has " + chunk.rows() + " of " + rows + " rows");
            }
            columnChunks.add(new ColumnChunk(0).setMeta_data(chunk.metadata(columns.get(i), codec, offset)));
            indexes.add(chunk.offsetIndex(offset));
            offset += chunk.bytes();
        }
        long pages = offset;
        bytes = pages + placeFilters(columnChunks, pages);
        offsetIndexes = List.copyOf(indexes);
        long uncompressed =
                chunks.stream().mapToLong(EncodedChunk::uncompressedBytes).sum();
        metadata =
                new RowGroup(columnChunks, uncompressed, rows).setFile_offset(0).setTotal_compressed_size(pages);
    }

    private EncodedRowGroup(
            List<EncodedChunk> chunks, RowGroup metadata, List<OffsetIndex> offsetIndexes, long rows, long bytes) {
        this.chunks = chunks;
        this.metadata = metadata;
        this.offsetIndexes = offsetIndexes;
        this.rows = rows;
        this.bytes = bytes;
    }

    /// Answers how many bytes they have.
    private long placeFilters(List<ColumnChunk> columnChunks, long start) {
        long next = start;
        for (int i = 0; i < chunks.size(); i++) {
            var filter = chunks.get(i).bloomFilter();
            if (filter.isPresent()) {
                int length = filter.get().remaining();
                Thrift.given(columnChunks.get(i).getMeta_data())
                        .setBloom_filter_offset(next)
                        .setBloom_filter_length(length);
                next += length;
            }
        }
        return next - start;
    }

    public long rows() {
        return rows;
    }

    /// Of all pages with their headers, and of the Bloom filters behind them.
    public long bytes() {
        return bytes;
    }

    /// All pages in the order in which they are stored, and then all Bloom filters, as read-only views.
    public List<ByteBuffer> content() {
        var pages = chunks.stream().flatMap(EncodedChunk::pages).flatMap(Page::content);
        var filters =
                chunks.stream().flatMap(chunk -> chunk.bloomFilter().stream()).map(ByteBuffer::asReadOnlyBuffer);
        return Stream.concat(pages, filters).toList();
    }

    /// The same, of which the footer is to say that its rows are sorted.
    EncodedRowGroup withOrder(List<SortingColumn> order) {
        return new EncodedRowGroup(chunks, metadata().setSorting_columns(order), offsetIndexes, rows, bytes);
    }

    /// The bytes of one column: all of its pages, one behind the other.
    ByteBuffer chunk(int column) {
        var chunk = chunks.get(column);
        var bytes = ByteBuffer.allocate(Math.toIntExact(chunk.bytes()));
        chunk.pages().flatMap(Page::content).forEach(bytes::put);
        return bytes.flip();
    }

    /// What the footer says of it: a copy, for the caller to shift and complete.
    RowGroup metadata() {
        return metadata.deepCopy();
    }

    /// By column; empty where bounds cannot be given for every page.
    List<Optional<ColumnIndex>> columnIndexes() {
        return chunks.stream().map(EncodedChunk::columnIndex).toList();
    }

    /// By column: copies, for the caller to shift.
    List<OffsetIndex> offsetIndexes() {
        return offsetIndexes.stream().map(OffsetIndex::deepCopy).toList();
    }
}
