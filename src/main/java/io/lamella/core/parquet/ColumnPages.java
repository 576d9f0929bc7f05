package io.lamella.core.parquet;

import io.lamella.core.column.Vector;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Type;

/// The pages of one column of one row group, one after the other, and the levels and values of the one that is open.
final class ColumnPages {
    /// What values of one call may take: a dictionary of long values would otherwise fill memory from a few bytes.
    private static final int MAX_READ_BYTES = 8 * 1024 * 1024;

    private final Leaf leaf;
    private final ColumnMetaData column;
    private final ByteBuffer in;
    private final PageBytes bytes;
    private final Checksums checksums;

    private Optional<Dictionary> dictionary = Optional.empty();
    private Levels repetitions = Levels.none();
    private Levels definitions = repetitions;
    private PageValues values = new PageValues() {};
    private int page;
    private int left;
    private int atOnce;
    private long read;

    /// @param chunk all pages
    ColumnPages(Leaf leaf, ColumnMetaData column, ByteBuffer chunk, Checksums checksums, ColumnRoom room) {
        this.leaf = leaf;
        this.column = column;
        this.checksums = checksums;
        in = chunk;
        bytes = new PageBytes(chunk, Thrift.given(column.getCodec()), room);
    }

    /// Entries (values and nulls) of the whole column.
    long entries() {
        return column.getNum_values();
    }

    /// The number of the page that was gone to last, a dictionary's among them, from 0 on.
    int page() {
        return page - 1;
    }

    /// The dictionary, if the column began with one.
    Optional<Dictionary> dictionary() {
        return dictionary;
    }

    Levels repetitions() {
        return repetitions;
    }

    Levels definitions() {
        return definitions;
    }

    PageValues values() {
        return values;
    }

    /// Entries of the open page that were not taken yet.
    int left() {
        return left;
    }

    /// How many entries may be read in one go, so that their values take no more memory than they should.
    int atOnce() {
        return Math.min(left, atOnce);
    }

    /// Counts entries of the open page as taken, whose levels and values were read.
    void take(int entries) {
        left -= entries;
    }

    /// Goes to the next page that has entries, when this one has none left; false at the end of the column.
    boolean open() {
        while (left == 0) {
            if (read == entries()) {
                return false;
            }
            open(nextHeader());
        }
        return true;
    }

    /// Steps over what is left of the open page, and over whole pages, without reading them, as far as no entry is wanted. Of flat
    /// columns only.
    ///
    /// @param most entries that are not wanted
    /// @return how many of them were stepped over
    long skip(long most) {
        long skipped = 0;
        while (left <= most - skipped) {
            skipped += left;
            left = 0;
            if (skipped == most || read == entries()) {
                break;
            }
            var header = nextHeader();
            int entries = entries(header);
            if (entries > 0 && entries <= most - skipped) {
                begin(entries);
                in.position(in.position() + header.getCompressed_page_size());
            } else {
                open(header);
            }
        }
        return skipped;
    }

    private PageHeader nextHeader() {
        if (!in.hasRemaining()) {
            throw new ParquetFormatException("the column ends after " + read + " of its " + entries() + " entries");
        }
        page++;
        var header = Thrift.read(in, new PageHeader(), "the page header");
        int size = header.getCompressed_page_size();
        if (size < 0 || size > in.remaining()) {
            throw new ParquetFormatException(
                    "the page claims " + size + " bytes where " + in.remaining() + " are left");
        }
        return header;
    }

    /// Of a page of data; 0 of others.
    private static int entries(PageHeader header) {
        return switch (Thrift.given(header.getType())) {
            case DATA_PAGE -> Thrift.given(header.getData_page_header()).getNum_values();
            case DATA_PAGE_V2 -> Thrift.given(header.getData_page_header_v2()).getNum_values();
            case DICTIONARY_PAGE, INDEX_PAGE -> 0;
        };
    }

    private void open(PageHeader header) {
        int size = header.getCompressed_page_size();
        var cursor = bytes.take(size);
        if (checksums == Checksums.VERIFY && header.isSetCrc()) {
            Checksums.verify(cursor.array(), cursor.position(), size, header.getCrc());
        }
        switch (Thrift.given(header.getType())) {
            case DICTIONARY_PAGE -> openDictionary(header, cursor);
            case DATA_PAGE -> openV1(header, cursor);
            case DATA_PAGE_V2 -> openV2(header, cursor);
            case INDEX_PAGE -> {}
        }
    }

    private void openDictionary(PageHeader header, ByteCursor page) {
        var data = Thrift.given(header.getDictionary_page_header());
        if (read > 0 || dictionary.isPresent()) {
            throw new ParquetFormatException("a dictionary must stand before all other pages");
        }
        if (leaf.type() == Type.BOOLEAN) {
            throw new ParquetFormatException("booleans have no dictionary");
        }
        var plain = bytes.decompressed(page, header.getUncompressed_page_size());
        dictionary = Optional.of(new Dictionary(leaf, plain, data.getNum_values()));
    }

    private void openV1(PageHeader header, ByteCursor page) {
        var data = Thrift.given(header.getData_page_header());
        begin(data.getNum_values());
        var plain = bytes.decompressed(page, header.getUncompressed_page_size());
        repetitions = Levels.ofPageV1(
                plain, Thrift.given(data.getRepetition_level_encoding()), leaf.maxRepetition(), data.getNum_values());
        definitions = Levels.ofPageV1(
                plain, Thrift.given(data.getDefinition_level_encoding()), leaf.maxDefinition(), data.getNum_values());
        openValues(Thrift.given(data.getEncoding()), plain);
    }

    /// Levels stand before the values, and are not compressed.
    private void openV2(PageHeader header, ByteCursor page) {
        var data = Thrift.given(header.getData_page_header_v2());
        begin(data.getNum_values());
        int levels = page.remaining();
        repetitions = Levels.runs(page.slice(data.getRepetition_levels_byte_length()), leaf.maxRepetition());
        definitions = Levels.runs(page.slice(data.getDefinition_levels_byte_length()), leaf.maxDefinition());
        levels -= page.remaining();
        int plain = Math.subtractExact(header.getUncompressed_page_size(), levels);
        boolean compressed = !data.isSetIs_compressed() || data.isIs_compressed();
        if (!compressed && page.remaining() != plain) {
            throw new ParquetFormatException(
                    "the page says that it is not compressed, but its values have " + page.remaining() + " bytes where "
                            + plain + " are claimed; Arrow before 3.0 wrote such pages, so write the file anew");
        }
        openValues(
                Thrift.given(data.getEncoding()),
                // A page of nulls has nothing to compress, and some writers then write nothing.
                compressed && page.remaining() > 0 ? bytes.decompressed(page, plain) : page);
    }

    private void begin(int entries) {
        if (entries < 0 || entries > entries() - read) {
            throw new ParquetFormatException(
                    "the page claims " + entries + " entries where the column has " + (entries() - read) + " left");
        }
        left = entries;
        read += entries;
    }

    private void openValues(Encoding encoding, ByteCursor page) {
        atOnce = leaf.isLong()
                ? Vector.CAPACITY
                : Math.clamp(MAX_READ_BYTES / longest(encoding, page), 1, Vector.CAPACITY);
        // Nulls need no values, and some writers then leave out even what every encoding begins with.
        values = page.remaining() == 0 ? new PageValues() {} : PageValues.of(encoding, leaf, page, dictionary, left);
    }

    /// About how many bytes each value of a page takes when it is copied, 1 at least: where the page could say the same bytes again and
    /// again, as many as the longest of them has.
    private int longest(Encoding encoding, ByteCursor page) {
        return Math.max(
                1,
                switch (encoding) {
                    case PLAIN_DICTIONARY, RLE_DICTIONARY ->
                        dictionary.map(Dictionary::longest).orElse(0);
                    case DELTA_BYTE_ARRAY -> page.remaining();
                    default -> page.remaining() / Math.max(1, left);
                });
    }
}
