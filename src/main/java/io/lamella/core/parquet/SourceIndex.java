package io.lamella.core.parquet;

import io.lamella.core.event.ByteRange;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.OffsetIndex;

/// The page index of a row group as it was read from its file.
final class SourceIndex {
    private final RowGroupInfo group;
    private final ByteBuffer bytes;

    /// @param bytes those of all ranges, one behind the other; empty for no index
    SourceIndex(RowGroupInfo group, ByteBuffer bytes) {
        if (bytes.hasRemaining() && bytes.remaining() != group.pageIndexBytes()) {
            throw new IllegalArgumentException("the page index of row group " + group.ordinal() + " has "
                    + group.pageIndexBytes() + " bytes but " + bytes.remaining() + " were given");
        }
        this.group = group;
        this.bytes = bytes;
    }

    Optional<ByteBuffer> columnIndex(ColumnChunk chunk) {
        return chunk.isSetColumn_index_offset()
                ? find(chunk.getColumn_index_offset(), chunk.getColumn_index_length())
                : Optional.empty();
    }

    Optional<OffsetIndex> offsetIndex(ColumnChunk chunk) {
        return chunk.isSetOffset_index_offset()
                ? find(chunk.getOffset_index_offset(), chunk.getOffset_index_length())
                        .map(found -> Thrift.read(found, new OffsetIndex(), "an offset index"))
                : Optional.empty();
    }

    private Optional<ByteBuffer> find(long offset, int length) {
        if (!bytes.hasRemaining() || length == 0) {
            return Optional.empty();
        }
        long before = 0;
        for (ByteRange range : group.pageIndex()) {
            if (range.offset() <= offset && offset + length <= range.end()) {
                int start = Math.toIntExact(before + offset - range.offset());
                return Optional.of(bytes.slice(bytes.position() + start, length));
            }
            before += range.length();
        }
        throw new IllegalStateException("byte " + offset + " lies in no range of the page index");
    }
}
