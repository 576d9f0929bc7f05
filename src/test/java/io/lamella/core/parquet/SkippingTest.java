package io.lamella.core.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.Storage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bounds are true, tight where they can be, and readers skip by them.
class SkippingTest {
    private static final int PAGE_ROWS = 500;

    @TempDir
    private Path directory;

    static Stream<ColumnType> types() {
        return RowGroupEncoderTest.TYPES.stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void boundsAreWhatPagesHold(ColumnType type) {
        var random = new SplittableRandom(21);
        for (var kind : Values.values()) {
            for (var nulls : Values.Nulls.values()) {
                var values = Values.withNulls(kind.of(type, 5 * PAGE_ROWS - 10, random), nulls, random);
                var group = encode(type, values);
                assertBounds(type, Arrays.asList(values), bounds(statistics(group)));
                assertThat(statistics(group).getNull_count())
                        .isEqualTo(Arrays.stream(values).filter(Objects::isNull).count());
                group.columnIndexes().getFirst().ifPresent(index -> assertIndex(type, values, index));
            }
        }
    }

    private static void assertIndex(ColumnType type, @Nullable Object[] values, ColumnIndex index) {
        for (int page = 0; page < index.getNull_pagesSize(); page++) {
            var of = Arrays.asList(values).subList(page * PAGE_ROWS, Math.min(values.length, (page + 1) * PAGE_ROWS));
            assertThat(index.getNull_counts().get(page))
                    .isEqualTo(of.stream().filter(Objects::isNull).count());
            assertThat(index.getNull_pages().get(page)).isEqualTo(of.stream().allMatch(Objects::isNull));
            if (!index.getNull_pages().get(page)) {
                byte[] min = bytes(index.getMin_values().get(page));
                byte[] max = bytes(index.getMax_values().get(page));
                // The index does not say which bounds were cut short.
                boolean exact = type.storage() != Storage.BYTES;
                assertBounds(type, of, Optional.of(new Bounds(min, max, exact, exact)));
            }
        }
    }

    static void assertBounds(ColumnType type, List<@Nullable Object> values, Optional<Bounds> bounds) {
        var ordered = values.stream()
                .filter(Objects::nonNull)
                .filter(value -> !isNaN(type, value))
                .sorted((a, b) -> ValueOrders.compare(type, a, b))
                .toList();
        if (bounds.isEmpty()) {
            boolean unbounded = ValueOrder.of(type) == ValueOrder.UNDEFINED
                    || ordered.isEmpty()
                    // A long run of 0xFF has no short upper bound.
                    || type instanceof ColumnType.Binary;
            assertThat(unbounded).as("no bounds for %s", type).isTrue();
            return;
        }
        var min = value(type, bounds.get().min());
        var max = value(type, bounds.get().max());
        int low = ValueOrders.compare(type, min, ordered.getFirst());
        int high = ValueOrders.compare(type, max, ordered.getLast());
        assertThat(low).as("min of %s", type).isLessThanOrEqualTo(0);
        assertThat(high).as("max of %s", type).isGreaterThanOrEqualTo(0);
        if (bounds.get().minExact() && !isZero(type, min)) {
            assertThat(low).as("exact min of %s", type).isZero();
        }
        if (bounds.get().maxExact() && !isZero(type, max)) {
            assertThat(high).as("exact max of %s", type).isZero();
        }
    }

    private static boolean isNaN(ColumnType type, Object value) {
        return switch (type) {
            case ColumnType.Float32 _ -> Float.isNaN(Float.intBitsToFloat((int) (long) value));
            case ColumnType.Float64 _ -> Double.isNaN(Double.longBitsToDouble((long) value));
            default -> false;
        };
    }

    private static boolean isZero(ColumnType type, Object value) {
        return switch (type) {
            case ColumnType.Float32 _ -> Float.intBitsToFloat((int) (long) value) == 0;
            case ColumnType.Float64 _ -> Double.longBitsToDouble((long) value) == 0;
            default -> false;
        };
    }

    private static Object value(ColumnType type, byte[] bytes) {
        return switch (type.storage()) {
            case BOOLEAN -> (long) bytes[0];
            case INT32, FLOAT -> (long) LittleEndian.getInt(bytes, 0);
            case INT64, DOUBLE -> LittleEndian.getLong(bytes, 0);
            case BYTES, FIXED, INT96 -> bytes;
        };
    }

    @Test
    void zerosAreBoundedByBothOfThem() {
        var positive = bounds(statistics(doubles(0.0, 1.0))).orElseThrow();
        assertThat(LittleEndian.getLong(positive.min(), 0)).isEqualTo(Double.doubleToRawLongBits(-0.0));
        var negative = bounds(statistics(doubles(-1.0, -0.0))).orElseThrow();
        assertThat(LittleEndian.getLong(negative.max(), 0)).isEqualTo(Double.doubleToRawLongBits(0.0));
    }

    @Test
    void aPageOfNaNHasNoIndexButTheChunkHasBounds() {
        double[] values = new double[2 * PAGE_ROWS];
        Arrays.fill(values, 0, PAGE_ROWS, Double.NaN);
        Arrays.fill(values, PAGE_ROWS, 2 * PAGE_ROWS, 3);
        var group = doubles(values);
        assertThat(group.columnIndexes().getFirst()).isEmpty();
        assertThat(bounds(statistics(group))).isPresent();
        assertThat(bounds(statistics(doubles(Double.NaN)))).isEmpty();
    }

    @Test
    void longTextIsCutAndSaysSo() {
        var statistics =
                statistics(encode(new ColumnType.Text(), text("a".repeat(100)), text("b"), text("z".repeat(100))));
        assertThat(statistics.getMin_value()).isEqualTo(text("a".repeat(64)));
        assertThat(statistics.getMax_value()).isEqualTo(text("z".repeat(63) + "{"));
        assertThat(statistics.isIs_min_value_exact()).isFalse();
        assertThat(statistics.isIs_max_value_exact()).isFalse();
    }

    @Test
    void theDeprecatedBoundsAreForNumbersOnly() {
        assertThat(statistics(encode(new ColumnType.Int(32), 1L, 2L)).isSetMin())
                .isTrue();
        assertThat(statistics(encode(new ColumnType.Text(), text("a"))).isSetMin())
                .isFalse();
        assertThat(statistics(encode(new ColumnType.Uuid(), new byte[16])).isSetMin())
                .isFalse();
    }

    @Test
    void theOrderOfPagesIsTold() {
        var random = new SplittableRandom(4);
        for (var type : List.of(new ColumnType.Int(64), new ColumnType.Text(), new ColumnType.Decimal(38, 0))) {
            assertThat(order(type, Values.SORTED.of(type, 4 * PAGE_ROWS, random)))
                    .isEqualTo(BoundaryOrder.ASCENDING);
            assertThat(order(type, Values.DESCENDING.of(type, 4 * PAGE_ROWS, random)))
                    .isEqualTo(BoundaryOrder.DESCENDING);
            assertThat(order(type, Values.RANDOM.of(type, 4 * PAGE_ROWS, random)))
                    .isEqualTo(BoundaryOrder.UNORDERED);
        }
    }

    private static BoundaryOrder order(ColumnType type, Object[] values) {
        return encode(type, values).columnIndexes().getFirst().orElseThrow().getBoundary_order();
    }

    @Test
    void readersSkipPagesByTheirBounds() throws Exception {
        int rows = 20 * PAGE_ROWS;
        var number = new ColumnData(
                new Column("number", new ColumnType.Int(64), true),
                IntStream.range(0, rows).<Object>mapToObj(row -> (long) row).toList());
        var text = new ColumnData(
                new Column("text", new ColumnType.Text(), false),
                IntStream.range(0, rows)
                        .<Object>mapToObj(row -> text("row %06d of many".formatted(row)))
                        .toList());
        var columns = List.of(number, text);
        var file = directory.resolve("sorted.parquet");
        // Pages of the text end elsewhere than those of the numbers.
        var settings = new WriterSettings(Codec.ZSTD, 1, 3000, PAGE_ROWS, 1000);
        ParquetSample.write(file, ParquetSample.schema(columns), ParquetSample.encode(columns, settings, 1, rows));

        var byNumber =
                ParquetJava.readFiltered(file, FilterCompat.get(FilterApi.eq(FilterApi.longColumn("number"), 4321L)));
        assertThat(byNumber.get("number")).contains(4321L).hasSizeLessThanOrEqualTo(PAGE_ROWS);
        var byText = ParquetJava.readFiltered(
                file,
                FilterCompat.get(
                        FilterApi.eq(FilterApi.binaryColumn("text"), Binary.fromString("row 004321 of many"))));
        assertThat(byText.get("number")).contains(4321L).hasSizeLessThanOrEqualTo(2 * PAGE_ROWS);
        try (var duckDb = new DuckDb()) {
            assertThat(duckDb.query("SELECT number FROM '" + file + "' WHERE text = 'row 004321 of many'"))
                    .containsExactly(List.of(4321L));
            assertThat(duckDb.query("SELECT text FROM '" + file + "' WHERE number BETWEEN 999 AND 1000"))
                    .containsExactly(List.of("row 000999 of many"), List.of("row 001000 of many"));
        }
    }

    @Test
    void duckDbSeesTheBoundsOfChunks() throws Exception {
        var columns = List.of(
                column("int", new ColumnType.Int(32), -5L, null, 7L),
                column("decimal", new ColumnType.Decimal(20, 2), null, decimal(-150), decimal(275)),
                column("text", new ColumnType.Text(), text("z"), text("é"), text("")),
                column(
                        "int96",
                        new ColumnType.Timestamp(ColumnType.TimestampUnit.INT96, false),
                        DuckDb.int96(0),
                        null,
                        null));
        var file = directory.resolve("bounds.parquet");
        ParquetSample.write(
                file, ParquetSample.schema(columns), ParquetSample.encode(columns, WriterSettings.DEFAULT, 1, 3));
        try (var duckDb = new DuckDb()) {
            var rows = duckDb.query("SELECT path_in_schema, stats_min_value, stats_max_value, stats_null_count"
                    + " FROM parquet_metadata('" + file + "') ORDER BY column_id");
            assertThat(rows)
                    .containsExactly(
                            List.of("int", "-5", "7", 1L),
                            List.of("decimal", "-1.50", "2.75", 1L),
                            List.of("text", "", "é", 0L),
                            Arrays.asList("int96", null, null, 2L));
        }
    }

    private static byte[] decimal(long unscaled) {
        return ByteBuffer.allocate(9)
                .put((byte) (unscaled >> 63))
                .putLong(unscaled)
                .array();
    }

    private static ColumnData column(String name, ColumnType type, @Nullable Object... values) {
        return new ColumnData(new Column(name, type, false), Arrays.asList(values));
    }

    private static EncodedRowGroup doubles(double... values) {
        return encode(
                new ColumnType.Float64(),
                Arrays.stream(values).mapToObj(Double::doubleToRawLongBits).toArray(Object[]::new));
    }

    private static EncodedRowGroup encode(ColumnType type, @Nullable Object... values) {
        var settings = new WriterSettings(Codec.NONE, 1, 1 << 20, PAGE_ROWS, 1 << 20);
        return ParquetSample.encode(List.of(column("c", type, values)), settings, 1, values.length)
                .getFirst();
    }

    private static Statistics statistics(EncodedRowGroup group) {
        return group.metadata().getColumns().getFirst().getMeta_data().getStatistics();
    }

    private static Optional<Bounds> bounds(Statistics statistics) {
        return statistics.isSetMin_value()
                ? Optional.of(new Bounds(
                        statistics.getMin_value(),
                        statistics.getMax_value(),
                        statistics.isIs_min_value_exact(),
                        statistics.isIs_max_value_exact()))
                : Optional.empty();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }
}
