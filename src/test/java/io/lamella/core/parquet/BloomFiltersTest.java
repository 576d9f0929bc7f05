package io.lamella.core.parquet;

import static io.lamella.core.parquet.SampleFiles.file;
import static io.lamella.core.parquet.SampleFiles.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Other readers find in the filters every value that is there, and few that are not.
class BloomFiltersTest {
    private static final int ROWS = 3000;
    private static final double FALSE_POSITIVES = 0.01;

    @AutoClose
    private static final DuckDb DUCK_DB = new DuckDb();

    @TempDir
    private Path directory;

    static Stream<ColumnType> types() {
        return RowGroupEncoderTest.TYPES.stream().filter(BloomFilterSettings::fits);
    }

    @ParameterizedTest
    @MethodSource("types")
    void findsEveryValue(ColumnType type) throws Exception {
        var random = new SplittableRandom(51);
        var columns = new ArrayList<ColumnData>();
        for (var kind : Values.values()) {
            for (var nulls : List.of(Values.Nulls.NONE, Values.Nulls.SOME, Values.Nulls.ALL)) {
                columns.add(column(
                        "c" + columns.size(), type, Values.withNulls(kind.of(type, ROWS, random), nulls, random)));
            }
        }
        var settings = settings(columns, 1 << 20);
        assertFound(columns, file(columns, 0, ROWS, settings));
        assertFound(columns, file(columns, 0, ROWS, settings(columns, 2000)));
        assertFound(columns, file(columns, 0, ROWS, settings(columns, 0).with(Compatibility.STRICT)));

        var sources = new ArrayList<byte[]>();
        for (int from = 0; from < ROWS; from += ROWS / 3) {
            int dictionary = from == 0 ? 0 : 1 << 20;
            sources.add(file(columns, from, from + ROWS / 3, settings(columns, dictionary)));
        }
        assertFound(columns, join(columns, sources, settings(columns, 0)));
        assertFound(columns, join(columns, sources, settings));
        assertFound(columns, copy(columns, sources));
    }

    @Test
    void rowsOfFilesWithoutFiltersGetOneWhenTheyAreJoined() throws Exception {
        var columns = List.of(distinct(new ColumnType.Uuid()), distinct(new ColumnType.Int(64)));
        var none = WriterSettings.DEFAULT.with(Compatibility.STRICT);
        var sources = List.of(file(columns, 0, 1000, none), file(columns, 1000, ROWS, none));

        assertFound(columns, join(columns, sources, settings(columns, 1 << 20)));
    }

    @Test
    void pagesThatAreTakenOverAsTheyAreGoIntoTheFilter() throws Exception {
        var columns = List.of(distinct(new ColumnType.Uuid()));
        var source = file(columns, 0, ROWS, WriterSettings.DEFAULT);
        var joined = join(columns, List.of(source), settings(columns, 1 << 20));

        assertThat(pages(joined)).isEqualTo(pages(source));
        assertFound(columns, joined);
    }

    @Test
    void aReaderThatAsksForTheOtherZeroFindsIt() throws Exception {
        var columns = List.of(
                column("d", new ColumnType.Float64(), Double.doubleToRawLongBits(-0.0), 1L << 62, 3L << 61),
                column("f", new ColumnType.Float32(), 0L, (long) Float.floatToRawIntBits(1), 7L));
        var path = save(file(columns, 0, 3, settings(columns, 1 << 20)));

        assertThat(DUCK_DB.query("select count(*) from '" + path + "' where d = 0"))
                .containsExactly(List.of(1L));
        assertThat(DUCK_DB.query("select count(*) from '" + path + "' where f = -0.0::float"))
                .containsExactly(List.of(1L));
        var filters = filters(path);
        assertThat(filters.get("d").findHash(filters.get("d").hash(0.0))).isTrue();
        assertThat(filters.get("f").findHash(filters.get("f").hash(-0.0f))).isTrue();
    }

    private static ByteBuffer pages(byte[] file) {
        return FileInMemory.slice(file, FileInMemory.footer(file).chunk(0, 0));
    }

    /// Of the first row group.
    private static Map<String, BloomFilter> filters(Path file) throws Exception {
        try (var reader = ParquetJava.open(file, FilterCompat.NOOP)) {
            var filters = new LinkedHashMap<String, BloomFilter>();
            for (var chunk : reader.getRowGroups().getFirst().getColumns()) {
                filters.put(chunk.getPath().toDotString(), reader.readBloomFilter(chunk));
            }
            return filters;
        }
    }

    private void assertFound(List<ColumnData> columns, byte[] file) throws Exception {
        var path = save(file);
        var expected = new TreeMap<String, Integer>();
        int from = 0;
        for (var group : ParquetJava.rowGroups(path)) {
            int to = from + (int) group.getRowCount();
            for (var data : columns) {
                if (data.values().subList(from, to).stream().anyMatch(Objects::nonNull)) {
                    expected.merge(data.column().name(), 1, Integer::sum);
                }
            }
            from = to;
        }
        assertThat(FilterCheck.assertTrue(path, FALSE_POSITIVES)).isEqualTo(expected);
    }

    private static WriterSettings settings(List<ColumnData> columns, int dictionaryBytes) {
        return new WriterSettings(Codec.ZSTD, 1, 1 << 20, 700, dictionaryBytes)
                .with(columns.stream()
                        .map(data -> new ColumnSettings(
                                data.column().name(),
                                ValueEncoding.AUTO,
                                Optional.of(new BloomFilterSettings(FALSE_POSITIVES, 1 << 20))))
                        .toList());
    }

    /// One part, appended to with each source but the first.
    private static byte[] copy(List<ColumnData> columns, List<byte[]> sources) {
        var part = FileInMemory.create(ParquetSample.schema(columns))
                .copy(sources.getFirst(), 0, ByteBuffer.allocate(0))
                .finish(Map.of());
        for (var source : sources.subList(1, sources.size())) {
            part = FileInMemory.append(part)
                    .copy(source, 0, FileInMemory.pageIndex(source, 0))
                    .finish(Map.of());
        }
        return part;
    }

    private static ColumnData distinct(ColumnType type) {
        return column("c" + type.storage(), type, Values.DISTINCT.of(type, ROWS, new SplittableRandom(53)));
    }

    private Path save(byte[] file) throws Exception {
        return FileInMemory.save(file, directory.resolve("file.parquet"));
    }

    private static ColumnData column(String name, ColumnType type, @Nullable Object... values) {
        return new ColumnData(new Column(name, type, false), Arrays.asList(values));
    }
}
