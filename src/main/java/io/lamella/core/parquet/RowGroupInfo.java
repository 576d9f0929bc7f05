package io.lamella.core.parquet;

import io.lamella.core.event.ByteRange;
import java.util.List;

/// Where a row group lies in its file, and how big it is.
///
/// @param ordinal its place among the row groups of the file, from 0
/// @param range the bytes of all its pages, and of the Bloom filters that lie directly behind them; of length 0 for a row group
/// without pages
/// @param uncompressedBytes what its pages take before compression
/// @param pageIndex where its column and offset indexes lie, in order; adjoining ranges are one. Empty when it has none
public record RowGroupInfo(int ordinal, long rows, ByteRange range, long uncompressedBytes, List<ByteRange> pageIndex) {
    public RowGroupInfo {
        pageIndex = List.copyOf(pageIndex);
    }

    /// The bytes of the page index, over all of its ranges.
    public long pageIndexBytes() {
        return pageIndex.stream().mapToLong(ByteRange::length).sum();
    }
}
