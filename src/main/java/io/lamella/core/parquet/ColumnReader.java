package io.lamella.core.parquet;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.LeafVector;
import io.lamella.core.column.LongVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.column.Vector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Type;

/// Reads the pages of one column of one row group.
final class ColumnReader {
    /// What values of one call may take: a dictionary of long values would otherwise fill memory from a few bytes.
    private static final int MAX_READ_BYTES = 8 * 1024 * 1024;

    private final Leaf leaf;
    private final ColumnMetaData column;
    private final ByteBuffer in;
    private final PageBytes bytes;
    private final Checksums checksums;
    private final String where;

    private Optional<Dictionary> dictionary = Optional.empty();
    private Levels repetitions = Levels.none();
    private Levels definitions = repetitions;
    private PageValues values = new PageValues() {};
    private int page;
    private int left;
    private int atOnce;
    private long read;

    /// @param content the row group's bytes
    ColumnReader(Footer footer, int rowGroup, int index, ByteBuffer content, Checksums checksums) {
        this(footer, rowGroup, index, checksums, slice(footer, rowGroup, index, content));
    }

    private ColumnReader(Footer footer, int rowGroup, int index, Checksums checksums, ByteBuffer chunk) {
        leaf = footer.leaves().get(index);
        column = Thrift.given(footer.columns(rowGroup).get(index).getMeta_data());
        this.checksums = checksums;
        where = "row group " + rowGroup + ", column " + leaf.name();
        in = chunk;
        bytes = new PageBytes(chunk, Thrift.given(column.getCodec()));
    }

    /// @param chunk the bytes of the column's [Footer#chunk]
    static ColumnReader ofChunk(Footer footer, int rowGroup, int index, ByteBuffer chunk, Checksums checksums) {
        return new ColumnReader(footer, rowGroup, index, checksums, chunk.slice());
    }

    private static ByteBuffer slice(Footer footer, int rowGroup, int index, ByteBuffer content) {
        var range = footer.rowGroups().get(rowGroup).range();
        if (content.remaining() != range.length()) {
            throw new IllegalArgumentException("row group " + rowGroup + " has " + range.length() + " bytes but "
                    + content.remaining() + " were given");
        }
        var chunk = footer.chunk(rowGroup, index);
        return chunk.length() == 0
                ? ByteBuffer.allocate(0)
                : content.slice(
                        content.position() + Math.toIntExact(chunk.offset() - range.offset()),
                        Math.toIntExact(chunk.length()));
    }

    Leaf leaf() {
        return leaf;
    }

    /// Entries (values and nulls) of the whole column.
    long entries() {
        return column.getNum_values();
    }

    /// Reads entries of one page into a vector, from row `from` on. An entry that is not a value becomes null.
    ///
    /// @param most to read at most; the vector and the levels have room for them
    /// @return how many were read, 0 at the end of the column
    int read(ScalarVector vector, int from, int most, int[] definition, int[] repetition) {
        return located(() -> {
            if (most == 0 || !open()) {
                return 0;
            }
            int count = Math.min(Math.min(left, most), atOnce);
            repetitions.read(repetition, from, count);
            if (definitions.skip(leaf.maxDefinition(), count)) {
                Arrays.fill(definition, from, from + count, leaf.maxDefinition());
                fill(vector, from, count);
            } else {
                definitions.read(definition, from, count);
                fill(vector, from, count, definition);
            }
            left -= count;
            return count;
        });
    }

    /// Reads entries of one page, whole rows or not, into the vector of a leaf.
    ///
    /// @param most to read at most; the levels have room for them
    /// @return how many were read, 0 at the end of the column
    int read(LeafVector vector, int most, int[] definition, int[] repetition) {
        return located(() -> {
            if (most == 0 || !open()) {
                return 0;
            }
            int count = Math.min(Math.min(left, most), atOnce);
            repetitions.read(repetition, 0, count);
            definitions.read(definition, 0, count);
            if (vector.rows() == 0 && repetition[0] != 0) {
                throw new ParquetFormatException("the column begins in the middle of a row");
            }
            int present = vector.add(definition, repetition, count);
            int first = vector.valueEnd() - present;
            switch (vector.values) {
                case LongVector longs -> values.read(longs.values, first, present);
                case BytesVector bytes -> values.copy(bytes, first, present);
            }
            left -= count;
            return count;
        });
    }

    /// The dictionary of the column, if it begins with one.
    Optional<Dictionary> dictionary() {
        located(this::open);
        return dictionary;
    }

    /// Reads entries of one page as ids of the dictionary. Of flat columns only: repetition levels are not looked at.
    ///
    /// @param most to read at most; the arrays have room for them
    /// @param ids takes those of entries that are values, side by side
    /// @param present takes 1 for each entry that is a value, 0 for each other
    /// @return how many entries were read, 0 if there are none, or not as ids
    int readIds(int[] ids, byte[] present, int most, int[] definition) {
        return located(() -> {
            if (!open() || !values.hasIds()) {
                return 0;
            }
            int count = Math.min(left, most);
            if (definitions.skip(leaf.maxDefinition(), count)) {
                Arrays.fill(present, 0, count, (byte) 1);
                values.readIds(ids, 0, count);
            } else {
                definitions.read(definition, 0, count);
                values.readIds(ids, 0, present(present, 0, count, definition));
            }
            left -= count;
            return count;
        });
    }

    private int present(byte[] into, int from, int count, int[] definition) {
        int present = 0;
        for (int row = from; row < from + count; row++) {
            int there = definition[row] == leaf.maxDefinition() ? 1 : 0;
            into[row] = (byte) there;
            present += there;
        }
        return present;
    }

    /// Says where it failed.
    private <T> T located(Supplier<T> read) {
        try {
            return read.get();
        } catch (ParquetFormatException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new ParquetFormatException(where + ", page " + (page - 1) + ": " + e.getMessage(), e);
        }
    }

    /// Where no entry is null.
    private void fill(ScalarVector vector, int from, int count) {
        switch (vector) {
            case LongVector longs -> {
                Arrays.fill(longs.present, from, from + count, (byte) 1);
                values.read(longs.values, from, count);
            }
            case BytesVector bytes -> values.copy(bytes, from, count);
        }
    }

    private void fill(ScalarVector vector, int from, int count, int[] definition) {
        switch (vector) {
            case LongVector longs -> fill(longs, from, count, definition);
            case BytesVector bytes -> fill(bytes, from, count, definition);
        }
    }

    private void fill(LongVector vector, int from, int count, int[] definition) {
        int present = present(vector.present, from, count, definition);
        values.read(vector.values, from, present);
        if (present < count) {
            spread(vector, from, count, present);
        }
    }

    private void fill(BytesVector vector, int from, int count, int[] definition) {
        int present = 0;
        for (int row = from; row < from + count; row++) {
            present += definition[row] == leaf.maxDefinition() ? 1 : 0;
        }
        values.copy(vector, from, present);
        if (present < count) {
            spread(vector, from, count, present, definition);
        }
    }

    /// Moves values, which lie side by side, to the rows that have one, and makes the others null.
    private void spread(BytesVector vector, int from, int count, int present, int[] definition) {
        int next = from + present - 1;
        for (int row = from + count - 1; row >= from; row--) {
            if (definition[row] == leaf.maxDefinition()) {
                vector.set(row, vector.starts[next], vector.lengths[next]);
                next--;
            } else {
                vector.setNull(row);
            }
        }
    }

    /// Moves values, which lie side by side, to the rows that have one.
    private static void spread(LongVector vector, int from, int count, int present) {
        int next = from + present - 1;
        for (int row = from + count - 1; next < row && row >= from; row--) {
            if (vector.present[row] != 0) {
                vector.values[row] = vector.values[next--];
            }
        }
    }

    /// Goes to the next page that has entries, when this one has none left; false at the end of the column.
    private boolean open() {
        while (left == 0) {
            if (read == column.getNum_values()) {
                return false;
            }
            if (!in.hasRemaining()) {
                throw new ParquetFormatException(
                        "the column ends after " + read + " of its " + column.getNum_values() + " entries");
            }
            page++;
            open(Thrift.read(in, new PageHeader(), "the page header"));
        }
        return true;
    }

    private void open(PageHeader header) {
        int size = header.getCompressed_page_size();
        if (size < 0 || size > in.remaining()) {
            throw new ParquetFormatException(
                    "the page claims " + size + " bytes where " + in.remaining() + " are left");
        }
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
        var plain = bytes.reused(page, header.getUncompressed_page_size());
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
        boolean compressed = !data.isSetIs_compressed() || data.isIs_compressed();
        openValues(
                Thrift.given(data.getEncoding()),
                // A page of nulls has nothing to compress, and some writers then write nothing.
                compressed && page.remaining() > 0
                        ? bytes.reused(page, Math.subtractExact(header.getUncompressed_page_size(), levels))
                        : page);
    }

    private void begin(int entries) {
        if (entries < 0 || entries > column.getNum_values() - read) {
            throw new ParquetFormatException("the page claims " + entries + " entries where the column has "
                    + (column.getNum_values() - read) + " left");
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
