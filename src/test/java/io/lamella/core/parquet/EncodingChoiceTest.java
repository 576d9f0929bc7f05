package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.parquet.format.Encoding.DELTA_BINARY_PACKED;
import static org.apache.parquet.format.Encoding.DELTA_LENGTH_BYTE_ARRAY;
import static org.apache.parquet.format.Encoding.PLAIN;
import static org.apache.parquet.format.Encoding.RLE_DICTIONARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which encoding is chosen for which values.
class EncodingChoiceTest {
    private static final ColumnType TEXT = new ColumnType.Text();
    private static final ColumnType INT32 = new ColumnType.Int(32);
    private static final ColumnType MICROS = new ColumnType.Timestamp(ColumnType.TimestampUnit.MICROS, true);

    private final SplittableRandom random = new SplittableRandom(1);

    @TempDir
    private Path directory;

    @Test
    void fewDistinctValuesHaveADictionary() {
        assertEncodings(encode(TEXT, row -> text(row % 7)), RLE_DICTIONARY);
        assertEncodings(encode(INT32, _ -> (long) random.nextInt(7) * 1_000_003), RLE_DICTIONARY);
        assertEncodings(encode(new ColumnType.Float64(), row -> row % 7L), RLE_DICTIONARY);
        assertEncodings(
                encode(new ColumnType.Uuid(), row -> Values.numbered(new ColumnType.Uuid(), row % 7)), RLE_DICTIONARY);
    }

    @Test
    void aDictionaryThatDoesNotPayIsNotWritten() {
        var text = encode(TEXT, EncodingChoiceTest::text);
        assertEncodings(text, DELTA_LENGTH_BYTE_ARRAY);
        assertThat(text.isSetDictionary_page_offset()).isFalse();
        assertEncodings(encode(INT32, row -> row * 3L), DELTA_BINARY_PACKED);
        assertEncodings(encode(new ColumnType.Float64(), row -> Double.doubleToRawLongBits(row * 0.1)), PLAIN);
        assertEncodings(encode(new ColumnType.Uuid(), row -> Values.numbered(new ColumnType.Uuid(), row)), PLAIN);
    }

    @Test
    void timesThatComeThriceEachAreBetterAsDifferences() {
        assertEncodings(encode(MICROS, row -> 1_700_000_000_000_000L + row / 3 * 17_000L), DELTA_BINARY_PACKED);
    }

    @Test
    void randomLongsAreLeftAlone() {
        assertEncodings(encode(new ColumnType.Int(64), _ -> random.nextLong()), PLAIN);
    }

    @Test
    void booleansArePlainBits() {
        assertEncodings(encode(new ColumnType.Bool(), row -> row & 1L), PLAIN);
    }

    @Test
    void aDictionaryThatOutgrowsItsLimitStaysForTheFirstPages() {
        var chunk = encode(TEXT, row -> text(row < 30_000 ? row % 1000 : row));
        assertEncodings(chunk, RLE_DICTIONARY, DELTA_LENGTH_BYTE_ARRAY);
        assertThat(chunk.isSetDictionary_page_offset()).isTrue();
        assertEncodings(
                encode(MICROS, row -> row < 30_000 ? random.nextInt(1000) * 1_000_003L : random.nextLong() >> 8),
                RLE_DICTIONARY,
                DELTA_BINARY_PACKED);
    }

    @Test
    void aDictionaryIsNotJudgedByAHandfulOfValues() {
        var chunk = encode(TEXT, row -> row % 5000 == 0 || row > 40_000 ? text(row % 3) : null);
        assertEncodings(chunk, RLE_DICTIONARY);
    }

    @Test
    void aDictionaryThatFailsItsTrialLateStaysForTheFirstPages() throws Exception {
        for (var type : List.of(TEXT, MICROS)) {
            var column =
                    column(type, row -> row % 50 == 0 || row > 20_000 ? Values.numbered(type, row * 10_007L) : null);
            var groups = ParquetSample.encode(List.of(column), settings(), 1, 60_000);
            assertThat(metadata(groups.getFirst()).getEncoding_stats())
                    .hasSize(3)
                    .anyMatch(stats -> stats.getEncoding() == RLE_DICTIONARY && stats.getCount() == 2);
            var file = directory.resolve("late.parquet");
            ParquetSample.write(file, ParquetSample.schema(List.of(column)), groups);
            assertThat(Arrays.deepEquals(
                            ParquetJava.read(file).get("c").toArray(),
                            column.values().toArray()))
                    .isTrue();
        }
    }

    @Test
    void pagesWithoutValuesNeedNoDictionary() {
        assertEncodings(encode(TEXT, _ -> null), PLAIN);
        assertThat(encode(TEXT, _ -> null).isSetDictionary_page_offset()).isFalse();
    }

    @Test
    void eachRowGroupTriesAnew() {
        var column = column(TEXT, row -> text(row < 20_000 ? row : row % 7));
        var groups = ParquetSample.encode(List.of(column), settings(), 1, 20_000);
        assertEncodings(metadata(groups.getFirst()), DELTA_LENGTH_BYTE_ARRAY);
        assertEncodings(metadata(groups.get(1)), RLE_DICTIONARY);
        assertEncodings(metadata(groups.get(2)), RLE_DICTIONARY);
    }

    @Test
    void strictFilesHaveNothingButPlainValuesAndDictionaries() {
        var strict = settings().with(Compatibility.STRICT);

        assertEncodings(encode(TEXT, EncodingChoiceTest::text, strict), PLAIN);
        assertEncodings(encode(INT32, row -> row * 3L, strict), PLAIN);
        assertEncodings(encode(MICROS, row -> 1_700_000_000_000_000L + row * 17_000L, strict), PLAIN);
        assertEncodings(encode(TEXT, row -> text(row % 7), strict), RLE_DICTIONARY);
        assertEncodings(encode(TEXT, row -> text(row < 30_000 ? row % 1000 : row), strict), RLE_DICTIONARY, PLAIN);
    }

    private static byte[] text(int number) {
        return ("a text of some length, number " + number).getBytes(UTF_8);
    }

    private static WriterSettings settings() {
        return new WriterSettings(Codec.ZSTD, 1, 1 << 20, 10_000, 1 << 17);
    }

    private static ColumnMetaData encode(ColumnType type, IntFunction<@Nullable Object> value) {
        return encode(type, value, settings());
    }

    private static ColumnMetaData encode(
            ColumnType type, IntFunction<@Nullable Object> value, WriterSettings settings) {
        return metadata(ParquetSample.encode(List.of(column(type, value)), settings, 1, 60_000)
                .getFirst());
    }

    private static ColumnData column(ColumnType type, IntFunction<@Nullable Object> value) {
        return new ColumnData(
                new Column("c", type, false),
                IntStream.range(0, 60_000).mapToObj(value).toList());
    }

    private static ColumnMetaData metadata(EncodedRowGroup group) {
        return Objects.requireNonNull(group.metadata().getColumns().getFirst().getMeta_data());
    }

    private static void assertEncodings(ColumnMetaData chunk, Encoding... expected) {
        assertThat(chunk.getEncoding_stats().stream()
                        .filter(stats -> stats.getPage_type() == PageType.DATA_PAGE)
                        .map(stats -> stats.getEncoding()))
                .containsExactly(expected);
        assertThat(chunk.getEncodings()).contains(expected).contains(Encoding.RLE);
    }
}
