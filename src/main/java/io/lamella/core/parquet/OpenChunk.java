package io.lamella.core.parquet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The finished data pages of a column chunk that is still being written.
final class OpenChunk {
    private final List<PendingPage> pages = new ArrayList<>();
    private final ChunkStatistics statistics;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long bytes;
    private long plainBytes;
    private long pendingPlainBytes;
    private long values;
    private long rows;

    OpenChunk(ValueOrder order) {
        statistics = new ChunkStatistics(order);
    }

    private record Pending(PendingPage page, long plainBytes) {}

    /// Adds a data page.
    ///
    /// @param pageValues entries that are not null
    /// @param pagePlainBytes what its values would take without any encoding
    void add(PendingPage page, int pageValues, long pagePlainBytes, Optional<Bounds> bounds) {
        pages.add(page);
        pending.add(new Pending(page, pagePlainBytes));
        statistics.addPage(pageValues, page.entries() - pageValues, bounds);
        plainBytes += pagePlainBytes;
        pendingPlainBytes += pagePlainBytes;
        values += pageValues;
        rows += page.rows();
    }

    /// Of the pages that are settled, with their headers.
    long bytes() {
        while (!pending.isEmpty() && pending.getFirst().page().isSettled()) {
            var settled = pending.removeFirst();
            bytes += settled.page().settle().bytes();
            pendingPlainBytes -= settled.plainBytes();
        }
        return bytes;
    }

    /// Of all values, without any encoding.
    long plainBytes() {
        return plainBytes;
    }

    /// Of the values whose pages are not settled, when [#bytes] was asked last.
    long pendingPlainBytes() {
        return pendingPlainBytes;
    }

    long rows() {
        return rows;
    }

    /// Rows that are not null.
    long values() {
        return values;
    }

    EncodedChunk finish(Optional<PendingPage> dictionary, Optional<BloomFilter> filter) {
        return new EncodedChunk(
                dictionary.map(PendingPage::settle),
                pages.stream().map(PendingPage::settle).toList(),
                statistics.statistics(),
                statistics.columnIndex(),
                filter.map(BloomFilter::stored));
    }
}
