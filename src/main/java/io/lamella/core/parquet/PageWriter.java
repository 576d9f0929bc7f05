package io.lamella.core.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/// Makes pages: compresses bodies and puts headers with checksums before them.
///
/// One serves all columns of a row group, since pages are filled one at a time: [#begin] hands out the body to fill, and one of the others
/// finishes it, but for its compression, which is left to the background.
final class PageWriter implements AutoCloseable {
    /// Pages that may wait for their compression, so that neither thread has to wait for the other's longest page.
    private static final int MAX_PENDING = 4;

    private final Compressor compressor;
    private final Background background;
    private final Queue<ByteSink> freeBodies = new ConcurrentLinkedQueue<>();
    private final Queue<PendingPage> pending = new ArrayDeque<>();
    private ByteSink body = new ByteSink();
    private int[] ids = {};

    /// Of the background alone.
    private final ByteSink compressed = new ByteSink();

    private final ByteSink header = new ByteSink();

    /// Of the background, but between row groups.
    private final PageMemory finished = new PageMemory();

    PageWriter(Compressor compressor, Background background) {
        this.compressor = compressor;
        this.background = background;
    }

    CompressionCodec codec() {
        return compressor.codec();
    }

    /// Room for the ids of the values of one page, until it is finished.
    int[] ids(int count) {
        if (ids.length < count) {
            ids = new int[Math.max(count, 2 * ids.length)];
        }
        return ids;
    }

    /// The body of the next page, still empty.
    ByteSink begin() {
        var free = freeBodies.poll();
        body = free == null ? new ByteSink() : free;
        body.clear();
        return body;
    }

    /// Finishes a data page of version 1, whose body is levels, where there are any, and values.
    ///
    /// @param rows that begin in the page, and end there
    /// @param entries values and nulls
    PendingPage finishData(Encoding encoding, int rows, int entries) {
        var data = new DataPageHeader(entries, encoding, Encoding.RLE, Encoding.RLE);
        return finish(PageType.DATA_PAGE, encoding, rows, entries, new PageHeader().setData_page_header(data));
    }

    /// Finishes a dictionary page, whose body is its values plainly.
    PendingPage finishDictionary(int entries) {
        var dictionary = new DictionaryPageHeader(entries, Encoding.PLAIN);
        return finish(
                PageType.DICTIONARY_PAGE,
                Encoding.PLAIN,
                0,
                entries,
                new PageHeader().setDictionary_page_header(dictionary));
    }

    private PendingPage finish(PageType type, Encoding encoding, int rows, int entries, PageHeader pageHeader) {
        var full = body;
        var page = PendingPage.begin(
                rows, entries, background, () -> compress(type, encoding, rows, entries, pageHeader, full));
        pending.add(page);
        if (pending.size() > MAX_PENDING) {
            pending.remove().settle();
        }
        return page;
    }

    private Page compress(
            PageType type, Encoding encoding, int rows, int entries, PageHeader pageHeader, ByteSink body) {
        compressed.clear();
        compressor.compress(body, compressed);
        var crc = new CRC32();
        crc.update(compressed.bytes, 0, compressed.size);
        pageHeader
                .setType(type)
                .setUncompressed_page_size(body.size)
                .setCompressed_page_size(compressed.size)
                .setCrc((int) crc.getValue());
        header.clear();
        try {
            Util.writePageHeader(pageHeader, header);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var content = finished.keep(header, compressed);
        var page = new Page(type, encoding, rows, entries, content, (long) header.size + body.size);
        freeBodies.add(body);
        return page;
    }

    /// Ends a row group, all of whose pages are settled.
    void endRowGroup() {
        finished.end();
    }

    /// Writes over the pages of the row group that was ended last, from now on. To be called before a page of the next one is finished.
    void reuse() {
        finished.reuse();
    }

    /// Waits for the background, and frees native memory.
    @Override
    public void close() {
        pending.forEach(PendingPage::abandon);
        compressor.close();
    }
}
