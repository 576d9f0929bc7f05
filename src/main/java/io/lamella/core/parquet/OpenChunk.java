package io.lamella.core.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The finished data pages of a column chunk that is still being written.
final class OpenChunk {
    private final List<Page> pages = new ArrayList<>();
    private final ChunkStatistics statistics;
    private long bytes;
    private long plainBytes;
    private long values;
    private long rows;

    OpenChunk(ValueOrder order) {
        statistics = new ChunkStatistics(order);
    }

    /// Adds a data page.
    ///
    /// @param pageValues rows that are not null
    /// @param pagePlainBytes what its values would take without any encoding
    void add(Page page, int pageValues, long pagePlainBytes, Optional<Bounds> bounds) {
        pages.add(page);
        statistics.addPage(pageValues, page.rows() - pageValues, bounds);
        bytes += page.bytes().length;
        plainBytes += pagePlainBytes;
        values += pageValues;
        rows += page.rows();
    }

    /// Of the pages with their headers.
    long bytes() {
        return bytes;
    }

    /// Of the values, without any encoding.
    long plainBytes() {
        return plainBytes;
    }

    long rows() {
        return rows;
    }

    /// Rows that are not null.
    long values() {
        return values;
    }

    EncodedChunk finish(Optional<Page> dictionary) {
        return new EncodedChunk(dictionary, pages, statistics.statistics(), statistics.columnIndex());
    }
}
