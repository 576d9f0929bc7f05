package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever the bytes are, they are read or refused.
@Timeout(300)
class BrokenFilesTest {
    private static final int ROWS = 700;
    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

    static Stream<Long> seeds() {
        long first = System.nanoTime();
        return Stream.of(1L, 2L, first, first + 1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void flippedBytesAreReadOrRefused(long seed) {
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        int refused = 0;
        for (var codec : Codec.values()) {
            byte[] good = file(codec, random);
            int footer = (int) FileInMemory.footer(good).footerBytes();
            for (int round = 0; round < 100; round++) {
                byte[] bad = good.clone();
                boolean inFooter = round % 2 == 0;
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    int at = inFooter ? bad.length - 1 - random.nextInt(footer) : random.nextInt(bad.length - footer);
                    bad[at] = (byte) (random.nextBoolean() ? random.nextInt() : bad[at] ^ 1 << random.nextInt(8));
                }
                refused += isRefused(bad) ? 1 : 0;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] good = file(Codec.ZSTD, new SplittableRandom(5));

        for (int length = 0; length < good.length; length += 7) {
            assertThat(isRefused(Arrays.copyOf(good, length)))
                    .as("%s bytes", length)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPageThatDoesNotFitItsChecksumIsNamed(Codec codec) {
        byte[] bad = file(codec, new SplittableRandom(6));
        var range = FileInMemory.footer(bad).rowGroups().getFirst().range();
        bad[(int) range.end() - 1] ^= 1;

        assertThatThrownBy(() -> FileInMemory.read(bad))
                .isInstanceOf(ParquetFormatException.class)
                .hasMessageContaining("row group 0, column c13, page ")
                .hasMessageContaining("checksum");
    }

    /// Arrow before 3.0 compressed such pages, and said that it had not.
    @Test
    void aPageThatIsCompressedThoughItSaysNotIsRefused() throws IOException {
        assertThat(FileInMemory.read(withPageV2(new byte[] {1, 0, 0, 0, 2, 0, 0, 0}, 8)))
                .isEqualTo(List.of(List.of(1L, 2L)));
        assertThatThrownBy(() -> FileInMemory.read(withPageV2(new byte[] {8, 28, 1, 0, 0, 0, 2, 0, 0, 0}, 8)))
                .isInstanceOf(ParquetFormatException.class)
                .hasMessageEndingWith(
                        "the page says that it is not compressed, but its values have 10 bytes where 8 are claimed;"
                                + " Arrow before 3.0 wrote such pages, so write the file anew");
    }

    /// A file of two integers, in a page that says that it is not compressed.
    ///
    /// @param claimed bytes of the values
    private static byte[] withPageV2(byte[] values, int claimed) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        var header = new PageHeader(PageType.DATA_PAGE_V2, claimed, values.length);
        header.setData_page_header_v2(new DataPageHeaderV2(2, 0, 2, Encoding.PLAIN, 0, 0).setIs_compressed(false));
        Util.writePageHeader(header, out);
        out.writeBytes(values);
        int size = out.size() - MAGIC.length;
        var chunk = new ColumnMetaData(
                Type.INT32,
                List.of(Encoding.PLAIN),
                List.of("c"),
                CompressionCodec.SNAPPY,
                2,
                size,
                size,
                MAGIC.length);
        var group = new RowGroup(List.of(new ColumnChunk(MAGIC.length).setMeta_data(chunk)), size, 2);
        var schema = List.of(
                new SchemaElement("root").setNum_children(1),
                new SchemaElement("c").setType(Type.INT32).setRepetition_type(FieldRepetitionType.REQUIRED));
        int footer = out.size();
        Util.writeFileMetaData(new FileMetaData(1, schema, 2, List.of(group)), out);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(out.size() - footer)
                .array());
        out.writeBytes(MAGIC);
        return out.toByteArray();
    }

    @Test
    void whatIsNotParquetIsNamed() {
        byte[] text = "a,b,c\n1,2,3\n4,5,6\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThatThrownBy(() -> FileInMemory.footer(text))
                .isInstanceOf(ParquetFormatException.class)
                .hasMessage(
                        "a Parquet file ends with PAR1, but this one with the bytes 352c360a; it is no Parquet file, or was cut short;"
                                + " `lamella convert` makes one of CSV");
    }

    @Test
    void aFooterThatCannotBeReadIsCalledDamaged() {
        byte[] bytes = {'P', 'A', 'R', '1', 0, 1, 0, 0, 0, 'P', 'A', 'R', '1'};

        assertThatThrownBy(() -> FileInMemory.footer(bytes))
                .isInstanceOf(ParquetFormatException.class)
                .hasMessage(
                        "cannot read the footer: Required field 'version' was not found in serialized data!; the file is damaged,"
                                + " so write it anew");
    }

    @Test
    void aFooterLongerThanItsFileIsRefused() {
        byte[] bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 'P', 'A', 'R', '1'};

        assertThat(Footer.tailBytes(ByteBuffer.wrap(bytes))).isEqualTo(264);
        assertThatThrownBy(() -> FileInMemory.footer(bytes))
                .isInstanceOf(ParquetFormatException.class)
                .hasMessage("the footer claims 264 bytes of a file that has 16");
    }

    /// @throws RuntimeException in any way but the one that says what is wrong
    private static boolean isRefused(byte[] file) {
        try {
            var footer = FileInMemory.footer(file);
            FileInspection.of(footer);
            for (var group : footer.rowGroups()) {
                var content = FileInMemory.slice(file, group.range());
                var rows = new ParquetRows(footer, group.ordinal(), content, Checksums.IGNORE);
                while (rows.next()) {
                    rows.values();
                }
            }
            FileInMemory.read(file);
            return false;
        } catch (ParquetFormatException _) {
            return true;
        }
    }

    private static byte[] file(Codec codec, SplittableRandom random) {
        var columns = new ArrayList<ColumnData>();
        for (var type : List.of(
                new ColumnType.Text(),
                new ColumnType.Int(64),
                new ColumnType.Int(32),
                new ColumnType.Bool(),
                new ColumnType.Float64(),
                new ColumnType.Decimal(30, 3),
                new ColumnType.Timestamp(ColumnType.TimestampUnit.MICROS, true))) {
            columns.add(column(columns.size(), type, Values.FEW, random));
            columns.add(column(columns.size(), type, Values.RANDOM, random));
        }
        return FileInMemory.create(ParquetSample.schema(columns))
                .rowGroups(
                        ParquetSample.encode(columns, new WriterSettings(codec, 1, 1 << 20, 300, 1 << 20), 1, ROWS / 2))
                .finish(Map.of("key", "value"));
    }

    private static ColumnData column(int index, ColumnType type, Values kind, SplittableRandom random) {
        var values = Values.withNulls(kind.of(type, ROWS, random), Values.Nulls.RARE, random);
        return new ColumnData(new Column("c" + index, type, false), Arrays.asList(values));
    }
}
