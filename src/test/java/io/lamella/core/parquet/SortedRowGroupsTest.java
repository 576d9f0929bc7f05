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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.format.SortingColumn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rows of a row group are all there, sorted, and its metadata say so.
class SortedRowGroupsTest {
    private static final int ROWS = 3000;
    private static final int PAGE_ROWS = 500;
    private static final ColumnType INT = new ColumnType.Int(64);

    @TempDir
    private Path directory;

    static Stream<ColumnType> types() {
        return RowGroupEncoderTest.TYPES.stream().filter(SortColumn::fits);
    }

    @ParameterizedTest
    @MethodSource("types")
    void sortsByOneColumnOfEveryType(ColumnType type) throws Exception {
        var random = new SplittableRandom(61);
        for (var kind : List.of(Values.FEW, Values.RANDOM, Values.EXTREME)) {
            var values = Values.withNulls(kind.of(type, ROWS, random), Values.Nulls.SOME, random);
            var columns = List.of(column("k", type, values), numbers());
            for (var by : List.of(
                    new SortColumn("k", false, false),
                    new SortColumn("k", true, false),
                    new SortColumn("k", false, true),
                    new SortColumn("k", true, true))) {
                assertSorted(columns, List.of(by), file(columns, 0, ROWS, settings(List.of(by))));
            }
        }
    }

    @Test
    void sortsByTheSecondColumnWhatIsEqualInTheFirst() throws Exception {
        var random = new SplittableRandom(62);
        var columns = List.of(
                column("a", new ColumnType.Text(), Values.FEW.of(new ColumnType.Text(), ROWS, random)),
                column("b", INT, Values.withNulls(Values.FEW.of(INT, ROWS, random), Values.Nulls.SOME, random)),
                numbers());
        var by = List.of(new SortColumn("b", true, true), new SortColumn("a", false, false));
        var sorted = file(columns, 0, ROWS, settings(by));

        assertSorted(columns, by, sorted);
        assertThat(order(sorted)).containsExactly(new SortingColumn(1, true, true), new SortingColumn(0, false, false));
        var sources = List.of(file(columns, 0, 1000, settings(by)), file(columns, 1000, ROWS, WriterSettings.DEFAULT));
        var joined = join(columns, sources, settings(by));
        assertThat(FileInMemory.footer(joined).rows()).isEqualTo(ROWS);
        assertThat(FileInMemory.read(joined).get(1))
                .isEqualTo(FileInMemory.read(sorted).get(1));
        assertThat(FileInMemory.read(joined).get(0))
                .isEqualTo(FileInMemory.read(sorted).get(0));
    }

    @Test
    void saysNothingOfAnOrderThatIsNot() {
        var columns = List.of(numbers());
        var sorted = file(columns, 0, ROWS, settings(List.of(new SortColumn("n", true, false))));

        assertThat(order(file(columns, 0, ROWS, WriterSettings.DEFAULT))).isEmpty();
        assertThat(order(join(columns, List.of(sorted, sorted), WriterSettings.DEFAULT)))
                .isEmpty();
    }

    @Test
    void aRowGroupThatIsCopiedStaysSortedAndSaysSo() {
        var columns = List.of(numbers());
        var sorted = file(columns, 0, ROWS, settings(List.of(new SortColumn("n", true, false))));
        var copy = FileInMemory.create(ParquetSample.schema(columns))
                .copy(sorted, 0, ByteBuffer.allocate(0))
                .finish(Map.of());

        assertThat(order(copy)).containsExactly(new SortingColumn(0, true, false));
        assertThat(FileInMemory.read(copy)).isEqualTo(FileInMemory.read(sorted));
    }

    @Test
    void readersPassOverAllPagesButOne() throws Exception {
        var values = Values.DISTINCT.of(INT, ROWS, new SplittableRandom(63));
        var columns = List.of(column("k", INT, values));
        var wanted = FilterCompat.get(FilterApi.eq(FilterApi.longColumn("k"), (Long) values[77]));

        assertThat(read(columns, settings(List.of()), wanted)).hasSize(ROWS);
        assertThat(read(columns, settings(List.of(new SortColumn("k", false, false))), wanted))
                .hasSize(PAGE_ROWS)
                .contains(values[77]);
    }

    private List<@Nullable Object> read(List<ColumnData> columns, WriterSettings settings, FilterCompat.Filter wanted)
            throws Exception {
        var path = FileInMemory.save(file(columns, 0, ROWS, settings), directory.resolve("file.parquet"));
        return ParquetJava.readFiltered(path, wanted).getOrDefault("k", List.of());
    }

    @Test
    void sortedRowGroupsHaveTheFiltersThatAreAskedFor() throws Exception {
        var columns = List.of(numbers());
        var filter = new ColumnSettings("n", ValueEncoding.AUTO, Optional.of(BloomFilterSettings.DEFAULT));
        var settings = settings(List.of(new SortColumn("n", true, false))).with(List.of(filter));
        var path = FileInMemory.save(file(columns, 0, ROWS, settings), directory.resolve("file.parquet"));

        assertThat(FilterCheck.assertTrue(path, 0.01)).isEqualTo(Map.of("n", 1));
    }

    @Test
    void leavesRowsAsTheyAreWithoutTheColumn() {
        var columns = List.of(numbers());
        var file = file(columns, 0, ROWS, settings(List.of(new SortColumn("only in the path", true, false))));

        assertThat(order(file)).isEmpty();
        assertThat(FileInMemory.read(file))
                .isEqualTo(FileInMemory.read(file(columns, 0, ROWS, WriterSettings.DEFAULT)));
    }

    private void assertSorted(List<ColumnData> columns, List<SortColumn> by, byte[] file) throws Exception {
        Comparator<Integer> order = (_, _) -> 0;
        for (var one : by) {
            var data = columns.stream()
                    .filter(column -> column.column().name().equals(one.column()))
                    .findFirst()
                    .orElseThrow();
            order = order.thenComparing((a, b) -> compare(data, one, a, b));
        }
        var rows = IntStream.range(0, ROWS).boxed().sorted(order).toList();
        var ours = FileInMemory.read(file);
        var theirs = ParquetJava.read(FileInMemory.save(file, directory.resolve("file.parquet")));
        for (int i = 0; i < columns.size(); i++) {
            var values = columns.get(i).values();
            var expected = VectorValues.comparable(
                    new ArrayList<>(rows.stream().map(values::get).toList()));
            assertThat(ours.get(i)).as("%s by %s", columns.get(i).column(), by).isEqualTo(expected);
            assertThat(VectorValues.comparable(
                            theirs.get(columns.get(i).column().name())))
                    .isEqualTo(expected);
        }
    }

    private static int compare(ColumnData data, SortColumn by, int a, int b) {
        var first = data.values().get(a);
        var second = data.values().get(b);
        if (first == null || second == null) {
            return (first == null) == (second == null) ? 0 : (first == null) == by.nullsFirst() ? -1 : 1;
        }
        int compared = ValueOrders.compare(data.column().type(), first, second);
        return by.descending() ? -compared : compared;
    }

    private static List<SortingColumn> order(byte[] file) {
        var order = FileInMemory.footer(file).rowGroup(0).getSorting_columns();
        return order == null ? List.of() : order;
    }

    private static WriterSettings settings(List<SortColumn> by) {
        return new WriterSettings(Codec.ZSTD, 1, 1 << 20, PAGE_ROWS, 1 << 20).sortedBy(by);
    }

    private static ColumnData numbers() {
        return column(
                "n",
                INT,
                IntStream.range(0, ROWS).mapToObj(i -> (Object) (long) i).toArray());
    }

    private static ColumnData column(String name, ColumnType type, @Nullable Object... values) {
        return new ColumnData(new Column(name, type, false), Arrays.asList(values));
    }
}
