package io.lamella.core.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
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
/// One serves all columns of a row group, since pages are finished one at a time: [#begin] hands out the body to fill, and
/// one of the others finishes it.
final class PageWriter implements AutoCloseable {
    private final Compressor compressor;
    private final ByteSink body = new ByteSink();
    private final ByteSink compressed = new ByteSink();
    private final ByteSink header = new ByteSink();
    private int[] ids = {};

    PageWriter(Compressor compressor) {
        this.compressor = compressor;
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
        body.clear();
        return body;
    }

    /// Finishes a data page of version 1, whose body is definition levels, unless the column is required, and values.
    ///
    /// @param rows of the page, nulls among them
    Page finishData(Encoding encoding, int rows) {
        var data = new DataPageHeader(rows, encoding, Encoding.RLE, Encoding.RLE);
        return finish(PageType.DATA_PAGE, encoding, rows, new PageHeader().setData_page_header(data));
    }

    /// Finishes a dictionary page, whose body is its values plainly.
    Page finishDictionary(int entries) {
        var dictionary = new DictionaryPageHeader(entries, Encoding.PLAIN);
        return finish(
                PageType.DICTIONARY_PAGE,
                Encoding.PLAIN,
                entries,
                new PageHeader().setDictionary_page_header(dictionary));
    }

    private Page finish(PageType type, Encoding encoding, int rows, PageHeader pageHeader) {
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
        byte[] bytes = Arrays.copyOf(header.bytes, Math.addExact(header.size, compressed.size));
        System.arraycopy(compressed.bytes, 0, bytes, header.size, compressed.size);
        return new Page(type, encoding, rows, bytes, (long) header.size + body.size);
    }

    @Override
    public void close() {
        compressor.close();
    }
}
