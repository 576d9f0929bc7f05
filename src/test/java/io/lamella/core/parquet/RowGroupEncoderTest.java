package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What goes in comes out, whoever reads it.
class RowGroupEncoderTest {
    static final List<ColumnType> TYPES = List.of(
            new ColumnType.Bool(),
            new ColumnType.Int(8),
            new ColumnType.Int(32),
            new ColumnType.Int(64),
            new ColumnType.Float32(),
            new ColumnType.Float64(),
            new ColumnType.Decimal(9, 2),
            new ColumnType.Decimal(18, 4),
            new ColumnType.Decimal(19, 0),
            new ColumnType.Decimal(38, 10),
            new ColumnType.Timestamp(ColumnType.TimestampUnit.MILLIS, true),
            new ColumnType.Timestamp(ColumnType.TimestampUnit.MICROS, false),
            new ColumnType.Timestamp(ColumnType.TimestampUnit.INT96, false),
            new ColumnType.Uuid(),
            new ColumnType.Text(),
            new ColumnType.Binary());

    @AutoClose
    private static final DuckDb DUCK_DB = new DuckDb();

    @TempDir
    private Path directory;

    static Stream<ColumnType> types() {
        return TYPES.stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void roundTripsEveryKindOfValuesAndNulls(ColumnType type) throws Exception {
        var random = new SplittableRandom(11);
        var columns = new ArrayList<ColumnData>();
        for (var kind : Values.values()) {
            for (var nulls : Values.Nulls.values()) {
                var values = Values.withNulls(kind.of(type, 3000, random), nulls, random);
                columns.add(column("c" + columns.size(), type, false, values));
            }
            columns.add(column("c" + columns.size(), type, true, kind.of(type, 3000, random)));
        }
        assertRoundTrip(columns, new WriterSettings(Codec.ZSTD, 1, 1 << 20, 1100, 1 << 20), 1, 3000);
        assertRoundTrip(columns, new WriterSettings(Codec.SNAPPY, 1, 500, 1 << 20, 2000), 3, 1250);
        assertRoundTrip(columns, WriterSettings.DEFAULT.with(Compatibility.STRICT), 1, 3000);
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void roundTripsWithEveryCodec(Codec codec) throws Exception {
        var random = new SplittableRandom(12);
        var columns = new ArrayList<ColumnData>();
        for (var type : TYPES) {
            columns.add(column("c" + columns.size(), type, false, Values.RANDOM.of(type, 10_000, random)));
            columns.add(column("c" + columns.size(), type, true, Values.FEW.of(type, 10_000, random)));
        }
        assertRoundTrip(columns, new WriterSettings(codec, 3, 1 << 20, 20_000, 1 << 20), 1, 10_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void roundTripsWhateverChanceBrings(long seed) throws Exception {
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        int rows = 1 + random.nextInt(20_000);
        var columns = new ArrayList<ColumnData>();
        for (int i = 0; i < 12; i++) {
            var type = TYPES.get(random.nextInt(TYPES.size()));
            var kind = Values.pick(random, Values.values());
            var nulls = Values.pick(random, Values.Nulls.values());
            boolean required = random.nextInt(3) == 0;
            Object[] values = kind.of(type, rows, random);
            columns.add(column("c" + i, type, required, required ? values : Values.withNulls(values, nulls, random)));
        }
        var settings = new WriterSettings(
                        Values.pick(random, Codec.values()),
                        1 + random.nextInt(5),
                        1 + random.nextInt(1 << random.nextInt(4, 18)),
                        1 + random.nextInt(1 << random.nextInt(4, 15)),
                        1 + random.nextInt(1 << random.nextInt(1, 18)))
                .with(Values.pick(random, Compatibility.values()));
        assertRoundTrip(columns, settings, 1 + random.nextInt(3), 1 + random.nextInt(rows));
    }

    static Stream<Long> seeds() {
        long first = System.nanoTime();
        return Stream.of(1L, 2L, 3L, 4L, first, first + 1, first + 2, first + 3);
    }

    private void assertRoundTrip(List<ColumnData> columns, WriterSettings settings, int step, int groupRows)
            throws Exception {
        var file = directory.resolve("sample.parquet");
        ParquetSample.write(
                file, ParquetSample.schema(columns), ParquetSample.encode(columns, settings, step, groupRows));
        var byParquetJava = ParquetJava.read(file);
        var byDuckDb = DUCK_DB.read(file, ParquetSample.schema(columns).columns());
        for (var column : columns) {
            var name = column.column().name();
            var expected = readable(column.values());
            assertThat(readable(byParquetJava.get(name)))
                    .as("parquet-java, %s, %s", column.column(), settings)
                    .isEqualTo(expected);
            assertThat(readable(byDuckDb.get(name)))
                    .as("DuckDB, %s, %s", column.column(), settings)
                    .isEqualTo(expected);
        }
    }

    private static List<@Nullable Object> readable(List<@Nullable Object> values) {
        return values.stream()
                .<@Nullable Object>map(value -> value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value)
                .toList();
    }

    private static ColumnData column(String name, ColumnType type, boolean required, @Nullable Object[] values) {
        return new ColumnData(new Column(name, type, required), Arrays.asList(values));
    }
}
