package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.TableSchema;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an encoder says of itself, what it refuses, and what it does with odd values.
class OpenRowGroupTest {
    private static final ColumnType TEXT = new ColumnType.Text();

    private final SplittableRandom random = new SplittableRandom(8);

    @TempDir
    private Path directory;

    @Test
    void foretellsWhatItComesTo() {
        var columns = List.of(
                text("unique", row -> "%016x-%d".formatted(random.nextLong(), row)),
                text("few", row -> "event " + random.nextInt(20)),
                numbers("time", row -> 1_700_000_000_000L + row * 17L + random.nextInt(5000)));
        try (var encoder = new RowGroupEncoder(ParquetSample.schema(columns), WriterSettings.DEFAULT)) {
            for (int i = 0; i < 6; i++) {
                append(encoder, columns);
            }
            long foretold = encoder.encodedBytes();
            assertThat(encoder.rows()).isEqualTo(600_000);
            assertThat(encoder.bufferedBytes()).isGreaterThan(foretold / 2);
            assertThat(foretold).isCloseTo(encoder.finish().bytes(), Percentage.withPercentage(5));
        }
    }

    @Test
    void countsTheTablesOfDictionaries() {
        var columns = List.of(numbers("many", row -> row * 7919 % 10_000 * 0x9E37_79B9_7F4A_7C15L));
        try (var encoder = new RowGroupEncoder(ParquetSample.schema(columns), WriterSettings.DEFAULT)) {
            append(encoder, columns);
            // 16,384 values of 8 bytes, and twice as many slots of 4.
            assertThat(encoder.bufferedBytes()).isGreaterThan(16_384 * 8 + 32_768 * 4);
        }
    }

    @Test
    void wideTablesHaveSmallerPages() {
        assertThat(WriterSettings.DEFAULT.forColumns(10)).isEqualTo(WriterSettings.DEFAULT);
        var wide = WriterSettings.DEFAULT.forColumns(200);
        assertThat(wide.pageRows()).isEqualTo(5_000);
        assertThat(wide.pageBytes()).isEqualTo(83_886);
        var widest = WriterSettings.DEFAULT.forColumns(100_000);
        assertThat(widest.pageRows()).isEqualTo(1_000);
        assertThat(widest.pageBytes()).isEqualTo(16_384);
    }

    @Test
    void pagesHaveFewerRowsWhereThereIsLittleMemory() {
        assertThat(WriterSettings.DEFAULT.within(64 << 20)).isEqualTo(WriterSettings.DEFAULT);
        assertThat(WriterSettings.DEFAULT.within(32 << 20).pageRows()).isEqualTo(20_000);
        var small = new WriterSettings(Codec.ZSTD, 1, 1 << 20, 100, 1 << 20);
        assertThat(small.within(1 << 20)).isEqualTo(small);
    }

    @Test
    void holdsNothingOnceFinished() {
        var columns = List.of(text("few", row -> "event " + row % 20));
        try (var encoder = new RowGroupEncoder(ParquetSample.schema(columns), WriterSettings.DEFAULT)) {
            append(encoder, columns);
            var first = encoder.finish();
            assertThat(encoder.rows()).isZero();
            assertThat(encoder.bufferedBytes()).isZero();
            assertThat(encoder.encodedBytes()).isZero();
            append(encoder, columns);
            assertThat(encoder.finish().content()).isEqualTo(first.content());
        }
    }

    @Test
    void makesTheSameBytesInTheMemoryOfTheRowGroupBefore() {
        var columns = List.of(
                text("unique", row -> "%016x".formatted(row * 0x9E37_79B9_7F4A_7C15L)),
                numbers("number", row -> row % 9));
        try (var encoder = new RowGroupEncoder(ParquetSample.schema(columns), WriterSettings.DEFAULT)) {
            append(encoder, columns);
            var first = bytes(encoder.finish());
            for (int again = 0; again < 3; again++) {
                encoder.reuse();
                append(encoder, columns);
                assertThat(bytes(encoder.finish())).isEqualTo(first);
            }
        }
    }

    @Test
    void givesNoMemoryAwayTwice() {
        var columns = List.of(numbers("number", row -> row % 9));
        try (var encoder = new RowGroupEncoder(ParquetSample.schema(columns), WriterSettings.DEFAULT)) {
            append(encoder, columns);
            assertThatIllegalStateException().isThrownBy(encoder::reuse).withMessageContaining("begun already");
        }
    }

    private static byte[] bytes(EncodedRowGroup group) {
        var bytes = ByteBuffer.allocate(Math.toIntExact(group.bytes()));
        group.content().forEach(bytes::put);
        return bytes.array();
    }

    @Test
    void sizesAddUp() {
        var columns = List.of(text("unique", row -> "row " + row), numbers("number", row -> row % 9));
        var group = ParquetSample.encode(columns, WriterSettings.DEFAULT, 1, 100_000)
                .getFirst();
        long bytes =
                group.content().stream().mapToLong(page -> page.remaining()).sum();
        assertThat(group.bytes()).isEqualTo(bytes);
        assertThat(group.metadata().getTotal_compressed_size()).isEqualTo(bytes);
        assertThat(group.metadata().getColumns().stream()
                        .mapToLong(chunk -> chunk.getMeta_data().getTotal_uncompressed_size())
                        .sum())
                .isEqualTo(group.metadata().getTotal_byte_size());
        assertThat(group.content()).allMatch(page -> page.isReadOnly());
    }

    @Test
    void takesHugeValues() throws Exception {
        byte[] huge = new byte[16 << 20];
        random.nextBytes(huge);
        byte[] other = huge.clone();
        other[other.length - 1]++;
        var values = new Object[] {new byte[0], huge, huge, new byte[] {1}, null, other, huge};
        for (int dictionaryBytes : new int[] {1 << 10, 1 << 30}) {
            var column = new ColumnData(new Column("c", new ColumnType.Binary(), false), Arrays.asList(values));
            var settings = new WriterSettings(Codec.SNAPPY, 1, 1 << 20, 20_000, dictionaryBytes);
            var file = directory.resolve("huge.parquet");
            ParquetSample.write(
                    file,
                    ParquetSample.schema(List.of(column)),
                    ParquetSample.encode(List.of(column), settings, 1, values.length));
            assertThat(Arrays.deepEquals(ParquetJava.read(file).get("c").toArray(), values))
                    .isTrue();
        }
    }

    @Test
    void refusesANullWhereAValueIsRequired() {
        for (var type : List.of(TEXT, new ColumnType.Int(32))) {
            var column = new ColumnData(new Column("c", type, true), Arrays.asList(new Object[1]));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ParquetSample.encode(List.of(column), WriterSettings.DEFAULT, 1, 1))
                    .withMessage("column c is required but a row has no value");
        }
    }

    @Test
    void refusesAValueOfTheWrongLength() {
        var column = new ColumnData(new Column("id", new ColumnType.Uuid(), true), List.of(new byte[15]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParquetSample.encode(List.of(column), WriterSettings.DEFAULT, 1, 1))
                .withMessage("values of column id must have 16 bytes but one has 15");
    }

    @Test
    void refusesSettingsThatWouldNeverCloseAPage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WriterSettings(Codec.ZSTD, 1, 1 << 20, 0, 1 << 20))
                .withMessage("pageRows must be positive but was 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new WriterSettings(Codec.ZSTD, 1, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new WriterSettings(Codec.ZSTD, 1, 1, 1, -1));
    }

    @Test
    void refusesToFinishWithoutRows() {
        var schema = new TableSchema(List.of(new Column("c", TEXT, true)));
        try (var encoder = new RowGroupEncoder(schema, WriterSettings.DEFAULT)) {
            encoder.append(List.of(text("c", String::valueOf).vector(0, 1, 1)), new int[0], 0, 0);
            assertThatIllegalStateException().isThrownBy(encoder::finish);
        }
    }

    @Test
    void aFlippedBitIsNoticed() throws Exception {
        var columns = List.of(numbers("number", _ -> random.nextLong()));
        var file = directory.resolve("flipped.parquet");
        var settings = new WriterSettings(Codec.NONE, 1, 1 << 20, 20_000, 1 << 20);
        ParquetSample.write(file, ParquetSample.schema(columns), ParquetSample.encode(columns, settings, 1, 100_000));
        byte[] bytes = Files.readAllBytes(file);
        bytes[1000] ^= 4;
        Files.write(file, bytes);
        assertThatThrownBy(() -> ParquetJava.read(file)).hasMessageContaining("CRC");
    }

    private static void append(RowGroupEncoder encoder, List<ColumnData> columns) {
        int[] rows = IntStream.range(0, 4000).toArray();
        for (int from = 0; from < 100_000; from += rows.length) {
            int start = from;
            encoder.append(
                    columns.stream()
                            .map(column -> column.vector(start, rows.length, 1))
                            .toList(),
                    rows,
                    0,
                    rows.length);
        }
    }

    private static ColumnData text(String name, IntFunction<String> value) {
        return column(name, TEXT, row -> value.apply(row).getBytes(UTF_8));
    }

    private static ColumnData numbers(String name, IntToLongFunction value) {
        return column(name, new ColumnType.Int(64), value::applyAsLong);
    }

    private static ColumnData column(String name, ColumnType type, IntFunction<@Nullable Object> value) {
        return new ColumnData(
                new Column(name, type, false),
                IntStream.range(0, 100_000).mapToObj(value).toList());
    }
}
