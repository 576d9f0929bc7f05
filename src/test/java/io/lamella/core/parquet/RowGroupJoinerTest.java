package io.lamella.core.parquet;

import static io.lamella.core.parquet.SampleFiles.file;
import static io.lamella.core.parquet.SampleFiles.join;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Row groups that are joined have the rows of all, and bounds that are true, whichever way their columns went.
class RowGroupJoinerTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("seeds")
    void hasTheRowsOfAll(long seed) throws Exception {
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        int rows = 1 + random.nextInt(30_000);
        var columns = new ArrayList<ColumnData>();
        for (int i = 0; i < 10; i++) {
            var type = Values.pick(random, RowGroupEncoderTest.TYPES.toArray(ColumnType[]::new));
            boolean required = random.nextInt(3) == 0;
            Object[] values = Values.pick(random, Values.values()).of(type, rows, random);
            columns.add(column(
                    "c" + i,
                    type,
                    required,
                    required ? values : Values.withNulls(values, Values.pick(random, Values.Nulls.values()), random)));
        }
        var sources = new ArrayList<byte[]>();
        for (int from = 0; from < rows; ) {
            int to = Math.min(rows, from + 1 + random.nextInt(random.nextInt(10) == 0 ? 10 : 10_000));
            // Mostly of the same codec as the target, since pages can be taken over only then.
            var codec = random.nextInt(4) == 0 ? Values.pick(random, Codec.values()) : Codec.ZSTD;
            sources.add(file(columns, from, to, settings(codec, random)));
            from = to;
        }
        byte[] joined = join(columns, sources, settings(Codec.ZSTD, random));

        assertThat(FileInMemory.footer(joined).rowGroups()).hasSize(1);
        var ours = FileInMemory.read(joined);
        var path = FileInMemory.save(joined, directory.resolve("joined.parquet"));
        var byParquetJava = ParquetJava.read(path);
        try (var duckDb = new DuckDb()) {
            var byDuckDb = duckDb.read(path, ParquetSample.schema(columns).columns());
            for (int i = 0; i < columns.size(); i++) {
                var column = columns.get(i).column();
                var expected = comparable(columns.get(i).values());
                assertThat(comparable(ours.get(i))).as("%s", column).isEqualTo(expected);
                assertThat(comparable(byParquetJava.get(column.name())))
                        .as("parquet-java, %s", column)
                        .isEqualTo(expected);
                assertThat(comparable(byDuckDb.get(column.name())))
                        .as("DuckDB, %s", column)
                        .isEqualTo(expected);
            }
        }
        assertBounds(columns, joined);
    }

    static Stream<Long> seeds() {
        long first = System.nanoTime();
        return Stream.of(1L, 2L, 3L, 4L, 5L, 6L, first, first + 1, first + 2, first + 3);
    }

    private static WriterSettings settings(Codec codec, SplittableRandom random) {
        return new WriterSettings(
                codec,
                1,
                1 + random.nextInt(1 << random.nextInt(10, 20)),
                1 + random.nextInt(1 << random.nextInt(8, 15)),
                random.nextBoolean() ? 1 << 20 : 1 + random.nextInt(1 << 14));
    }

    @Test
    void takesPagesOverAsTheyAre() {
        var columns = List.of(
                column("id", new ColumnType.Text(), true, uuids(6000)),
                column(
                        "at",
                        new ColumnType.Int(64),
                        true,
                        new SplittableRandom(6).longs(6000).boxed().toArray()));
        var settings = new WriterSettings(Codec.ZSTD, 3, 1 << 20, 20_000, 1 << 20);
        byte[] first = file(columns, 0, 3000, settings);
        byte[] second = file(columns, 3000, 6000, settings);
        byte[] joined = join(columns, List.of(first, second), WriterSettings.DEFAULT);

        for (int column = 0; column < 2; column++) {
            assertThat(pages(joined, column))
                    .containsExactly(
                            pages(first, column).getFirst(),
                            pages(second, column).getFirst());
        }
    }

    @Test
    void encodesAnewWhatOthersWrote() {
        var columns = List.of(column("id", new ColumnType.Text(), true, uuids(3000)));
        var ours = file(columns, 0, 3000, new WriterSettings(Codec.ZSTD, 9, 1 << 20, 20_000, 1 << 20));
        var theirs = new String(ours, ISO_8859_1)
                .replace("lamella version", "another version")
                .getBytes(ISO_8859_1);

        assertThat(pages(join(columns, List.of(ours), WriterSettings.DEFAULT), 0))
                .isEqualTo(pages(ours, 0));
        byte[] joined = join(columns, List.of(theirs), WriterSettings.DEFAULT);
        assertThat(pages(joined, 0)).isNotEqualTo(pages(ours, 0));
        assertThat(FileInMemory.read(joined)).isEqualTo(FileInMemory.read(ours));
    }

    @Test
    void encodesAnewWhatStrictFilesMustNotHave() {
        var columns = List.of(column("id", new ColumnType.Text(), true, uuids(3000)));
        var strict = WriterSettings.DEFAULT.with(Compatibility.STRICT);
        byte[] standard = file(columns, 0, 3000, WriterSettings.DEFAULT);
        byte[] joined = join(columns, List.of(standard), strict);

        assertThat(metadata(standard, 0).getEncodings()).contains(Encoding.DELTA_LENGTH_BYTE_ARRAY);
        assertThat(metadata(joined, 0).getEncodings()).containsExactly(Encoding.RLE, Encoding.PLAIN);
        assertThat(FileInMemory.read(joined)).isEqualTo(FileInMemory.read(standard));
        assertThat(pages(join(columns, List.of(joined), strict), 0)).isEqualTo(pages(joined, 0));
    }

    @Test
    void encodesSmallPagesTogether() {
        var columns = List.of(column("id", new ColumnType.Text(), true, uuids(300)));
        var sources = IntStream.range(0, 10)
                .mapToObj(i -> file(columns, 30 * i, 30 * (i + 1), WriterSettings.DEFAULT))
                .toList();
        assertThat(pages(join(columns, sources, WriterSettings.DEFAULT), 0)).hasSize(1);
    }

    @Test
    void keepsADictionaryThatPays() {
        var few = IntStream.range(0, 8000)
                .<Object>mapToObj(i -> text("value " + i % 50))
                .toArray();
        var columns = List.of(column("kind", new ColumnType.Text(), false, few));
        var sources = List.of(
                file(columns, 0, 3000, WriterSettings.DEFAULT),
                file(columns, 3000, 6000, new WriterSettings(Codec.SNAPPY, 1, 1 << 20, 500, 1 << 20)),
                file(columns, 6000, 8000, new WriterSettings(Codec.ZSTD, 1, 1 << 20, 20_000, 0)));
        byte[] joined = join(columns, sources, WriterSettings.DEFAULT);

        assertThat(metadata(joined, 0).getEncodings())
                .containsExactly(Encoding.RLE, Encoding.PLAIN, Encoding.RLE_DICTIONARY);
        assertThat(pages(joined, 0)).hasSize(1);
    }

    @Test
    void refusesADamagedPage() {
        var columns = List.of(column("id", new ColumnType.Text(), true, uuids(3000)));
        byte[] source = file(columns, 0, 3000, WriterSettings.DEFAULT);
        source[source.length / 2] ^= 1;
        assertThatThrownBy(() -> join(columns, List.of(source), WriterSettings.DEFAULT))
                .isInstanceOf(ParquetFormatException.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void refusesOtherColumns() {
        var ids = List.of(column("id", new ColumnType.Int(64), true, 1L, 2L));
        var optional = List.of(column("id", new ColumnType.Int(64), false, 3L, 4L));
        assertThatThrownBy(
                        () -> join(ids, List.of(file(optional, 0, 2, WriterSettings.DEFAULT)), WriterSettings.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the columns must be");
    }

    @Test
    void endsARowGroupWhenItIsFull() {
        var columns = List.of(column("id", new ColumnType.Text(), true, uuids(11_000)));
        var sources = IntStream.range(0, 11)
                .mapToObj(i -> file(columns, 1000 * i, 1000 * (i + 1), WriterSettings.DEFAULT))
                .toList();
        var file = FileInMemory.create(ParquetSample.schema(columns));
        long each = sources.getFirst().length;
        try (var joiner = new RowGroupJoiner(
                ParquetSample.schema(columns),
                WriterSettings.DEFAULT,
                new RowGroupSize(44 * each / 10),
                file.layout())) {
            for (int i = 0; i < sources.size(); i++) {
                file.join(joiner, sources.get(i), (sources.size() - i - 1) * each);
            }
            file.end(joiner);
        }
        byte[] joined = file.finish(Map.of());
        // The eleventh is too small for a row group of its own.
        assertThat(FileInMemory.footer(joined).rowGroups())
                .extracting(RowGroupInfo::rows)
                .containsExactly(5000L, 6000L);
    }

    private static void assertBounds(List<ColumnData> columns, byte[] file) {
        for (int i = 0; i < columns.size(); i++) {
            var type = columns.get(i).column().type();
            var values = columns.get(i).values();
            var statistics = metadata(file, i).getStatistics();
            assertThat(statistics.getNull_count())
                    .isEqualTo(values.stream().filter(value -> value == null).count());
            if (statistics.isSetMin_value()) {
                SkippingTest.assertBounds(
                        type,
                        values,
                        Optional.of(new Bounds(
                                statistics.getMin_value(),
                                statistics.getMax_value(),
                                statistics.isIs_min_value_exact(),
                                statistics.isIs_max_value_exact())));
            }
            var index = index(file).columnIndex(chunk(file, i));
            if (index.isPresent()) {
                assertPages(type, values, Thrift.read(index.get(), new ColumnIndex(), "index"), locations(file, i));
            }
        }
    }

    private static void assertPages(
            ColumnType type, List<@Nullable Object> values, ColumnIndex index, OffsetIndex offsets) {
        for (int page = 0; page < offsets.getPage_locationsSize(); page++) {
            long from = offsets.getPage_locations().get(page).getFirst_row_index();
            long to = page + 1 < offsets.getPage_locationsSize()
                    ? offsets.getPage_locations().get(page + 1).getFirst_row_index()
                    : values.size();
            var of = values.subList((int) from, (int) to);
            assertThat(index.getNull_counts().get(page))
                    .isEqualTo(of.stream().filter(value -> value == null).count());
            if (!index.getNull_pages().get(page)) {
                byte[] min = bytes(index.getMin_values().get(page));
                byte[] max = bytes(index.getMax_values().get(page));
                SkippingTest.assertBounds(type, of, Optional.of(new Bounds(min, max, false, false)));
            }
        }
    }

    /// The bytes of the data pages of a column.
    private static List<ByteBuffer> pages(byte[] file, int column) {
        return locations(file, column).getPage_locations().stream()
                .map(page -> ByteBuffer.wrap(Arrays.copyOfRange(
                        file, (int) page.getOffset(), (int) page.getOffset() + page.getCompressed_page_size())))
                .toList();
    }

    private static OffsetIndex locations(byte[] file, int column) {
        return index(file).offsetIndex(chunk(file, column)).orElseThrow();
    }

    private static SourceIndex index(byte[] file) {
        return new SourceIndex(FileInMemory.footer(file).rowGroups().getFirst(), FileInMemory.pageIndex(file, 0));
    }

    private static ColumnChunk chunk(byte[] file, int column) {
        return FileInMemory.footer(file).columns(0).get(column);
    }

    private static ColumnMetaData metadata(byte[] file, int column) {
        return chunk(file, column).getMeta_data();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static List<@Nullable Object> comparable(List<@Nullable Object> values) {
        return VectorValues.comparable(values);
    }

    private static ColumnData column(String name, ColumnType type, boolean required, @Nullable Object... values) {
        return new ColumnData(new Column(name, type, required), Arrays.asList(values));
    }

    private static Object[] uuids(int count) {
        var random = new SplittableRandom(5);
        return Stream.generate(() -> text(new UUID(random.nextLong(), random.nextLong()).toString()))
                .limit(count)
                .toArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }
}
