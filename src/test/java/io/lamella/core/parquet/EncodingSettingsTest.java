package io.lamella.core.parquet;

import static io.lamella.core.parquet.SampleFiles.file;
import static io.lamella.core.parquet.SampleFiles.join;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.parquet.column.Encoding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Columns are written as they are told to be, and other readers see it.
class EncodingSettingsTest {
    private static final int ROWS = 3000;
    private static final Map<ValueEncoding, Encoding> NAMES = Map.of(
            ValueEncoding.PLAIN, Encoding.PLAIN,
            ValueEncoding.DICTIONARY, Encoding.RLE_DICTIONARY,
            ValueEncoding.DELTA, Encoding.DELTA_BINARY_PACKED,
            ValueEncoding.DELTA_LENGTH, Encoding.DELTA_LENGTH_BYTE_ARRAY,
            ValueEncoding.BYTE_STREAM_SPLIT, Encoding.BYTE_STREAM_SPLIT);

    @AutoClose
    private static final DuckDb DUCK_DB = new DuckDb();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void writesEveryTypeThatItFits(ValueEncoding encoding) throws Exception {
        var random = new SplittableRandom(21);
        var columns = new ArrayList<ColumnData>();
        for (var type : RowGroupEncoderTest.TYPES) {
            if (encoding.fits(type)) {
                for (var kind : Values.values()) {
                    Object[] values = kind.of(type, ROWS, random);
                    columns.add(column("c" + columns.size(), type, values));
                    var withNulls = Values.withNulls(values, Values.Nulls.SOME, random);
                    columns.add(column("c" + columns.size(), type, withNulls));
                }
            }
        }
        var settings = settings(columns, encoding);
        var file = save(file(columns, 0, ROWS, settings));

        assertThat(encodings(file)).hasSize(columns.size());
        assertEncoded(encoding, file);
        assertRead(columns, file);
        var halves = List.of(file(columns, 0, 1400, settings), file(columns, 1400, ROWS, settings));
        var joined = save(join(columns, halves, settings));
        assertEncoded(encoding, joined);
        assertRead(columns, joined);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void encodesAnewWhatIsWrittenOtherwise(ValueEncoding encoding) throws Exception {
        var random = new SplittableRandom(22);
        var columns = new ArrayList<ColumnData>();
        for (var type : List.of(new ColumnType.Int(64), new ColumnType.Float64(), new ColumnType.Text())) {
            if (encoding.fits(type)) {
                columns.add(column("c" + columns.size(), type, Values.RANDOM.of(type, ROWS, random)));
            }
        }
        for (var other : ValueEncoding.values()) {
            var source = file(columns, 0, ROWS, settings(columns, other));
            var joined = save(join(columns, List.of(source), settings(columns, encoding)));

            assertThat(encodings(joined))
                    .as("from %s", other)
                    .allSatisfy(of -> assertThat(of).containsExactly(NAMES.get(encoding)));
            assertRead(columns, joined);
        }
    }

    @Test
    void leavesSplitStreamsBehindWhenTheyAreNoLongerAskedFor() throws Exception {
        var columns = List.of(
                column("c", new ColumnType.Float64(), Values.RANDOM.of(new ColumnType.Float64(), ROWS, random())));
        var split = file(columns, 0, ROWS, settings(columns, ValueEncoding.BYTE_STREAM_SPLIT));

        assertThat(encodings(save(join(columns, List.of(split), WriterSettings.DEFAULT))))
                .containsExactly(List.of(Encoding.PLAIN));
    }

    @Test
    void aDictionaryThatIsAskedForIsGivenUpWhenItOutgrowsItsLimit() throws Exception {
        var columns = List.of(column("c", new ColumnType.Text(), texts()));
        var asked = new WriterSettings(Codec.ZSTD, 1, 1 << 20, 500, 1 << 14)
                .with(List.of(new ColumnSettings("c", ValueEncoding.DICTIONARY)));
        var file = save(file(columns, 0, ROWS, asked));

        assertThat(encodings(file).getFirst())
                .containsExactlyInAnyOrder(Encoding.RLE_DICTIONARY, Encoding.DELTA_LENGTH_BYTE_ARRAY);
        assertRead(columns, file);
    }

    @Test
    void beginsNoDictionaryWithoutRoomForOne() throws Exception {
        Object[] few =
                IntStream.range(0, ROWS).mapToObj(i -> text("value " + i % 3)).toArray();
        var columns = List.of(column("c", new ColumnType.Text(), few));
        var none = new WriterSettings(Codec.ZSTD, 1, 1 << 20, 500, 0);
        var file = save(file(columns, 0, ROWS, none));

        assertThat(encodings(file)).containsExactly(List.of(Encoding.DELTA_LENGTH_BYTE_ARRAY));
        assertThat(FileInMemory.footer(file(columns, 0, ROWS, none))
                        .columns(0)
                        .getFirst()
                        .getMeta_data()
                        .getEncoding_stats())
                .singleElement()
                .satisfies(stats -> assertThat(stats.getCount()).isEqualTo(6));
    }

    @Test
    void strictFilesHaveNothingElse() throws Exception {
        var columns =
                List.of(column("c", new ColumnType.Float64(), Values.RANDOM.of(new ColumnType.Float64(), 9, random())));
        var strict = settings(columns, ValueEncoding.BYTE_STREAM_SPLIT).with(Compatibility.STRICT);

        assertThat(encodings(save(file(columns, 0, 9, strict)))).containsExactly(List.of(Encoding.PLAIN));
    }

    private static SplittableRandom random() {
        return new SplittableRandom(23);
    }

    private static WriterSettings settings(List<ColumnData> columns, ValueEncoding encoding) {
        return new WriterSettings(Codec.ZSTD, 1, 1 << 20, 1100, 1 << 20)
                .with(columns.stream()
                        .map(column -> new ColumnSettings(column.column().name(), encoding))
                        .toList());
    }

    /// Those of the data pages of each column that has values, as parquet-java tells them.
    private static List<List<Encoding>> encodings(Path file) throws Exception {
        return ParquetJava.rowGroups(file).getFirst().getColumns().stream()
                .map(chunk ->
                        chunk.getEncodingStats().getDataEncodings().stream().toList())
                .toList();
    }

    private static void assertEncoded(ValueEncoding encoding, Path file) throws Exception {
        assertThat(encodings(file)).allSatisfy(of -> assertThat(of).containsExactly(NAMES.get(encoding)));
    }

    private static void assertRead(List<ColumnData> columns, Path file) throws Exception {
        var byParquetJava = ParquetJava.read(file);
        var byDuckDb = DUCK_DB.read(file, ParquetSample.schema(columns).columns());
        for (var data : columns) {
            var name = data.column().name();
            var expected = VectorValues.comparable(data.values());
            assertThat(VectorValues.comparable(byParquetJava.get(name)))
                    .as("parquet-java, %s", data.column())
                    .isEqualTo(expected);
            assertThat(VectorValues.comparable(byDuckDb.get(name)))
                    .as("DuckDB, %s", data.column())
                    .isEqualTo(expected);
        }
    }

    private Path save(byte[] file) throws Exception {
        return FileInMemory.save(file, directory.resolve("file.parquet"));
    }

    private static Object[] texts() {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> text("a text, number " + i))
                .toArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static ColumnData column(String name, ColumnType type, @Nullable Object[] values) {
        return new ColumnData(new Column(name, type, false), Arrays.asList(values));
    }
}
