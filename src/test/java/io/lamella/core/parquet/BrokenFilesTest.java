package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever the bytes are, they are read or refused.
@Timeout(300)
class BrokenFilesTest {
    private static final int ROWS = 700;

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
