package io.lamella.core.parquet;

import static io.lamella.core.parquet.VectorValues.comparable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.TableSchema;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FileLayoutTest {
    private static final WriterSettings SMALL_PAGES = new WriterSettings(Codec.ZSTD, 1, 1 << 20, 100, 1 << 20);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    @AutoClose
    private static final DuckDb DUCK_DB = new DuckDb();

    @TempDir
    private Path directory;

    static Stream<ColumnType> types() {
        var types = new ArrayList<ColumnType>(List.of(
                new ColumnType.Text(),
                new ColumnType.Json(),
                new ColumnType.Bool(),
                new ColumnType.Float32(),
                new ColumnType.Float64(),
                new ColumnType.Date(),
                new ColumnType.Uuid(),
                new ColumnType.Binary()));
        for (int bits : new int[] {8, 16, 32, 64}) {
            types.add(new ColumnType.Int(bits));
        }
        for (int precision : new int[] {1, 9, 10, 18, 19, 20, 21, 22, 28, 38}) {
            types.add(new ColumnType.Decimal(precision, precision / 3));
        }
        for (var unit : ColumnType.TimeUnit.values()) {
            types.add(new ColumnType.Time(unit));
        }
        for (var unit : ColumnType.TimestampUnit.values()) {
            types.add(new ColumnType.Timestamp(unit, true));
            types.add(new ColumnType.Timestamp(unit, false));
        }
        return types.stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeComesBackAsItWent(ColumnType type) {
        var random = new SplittableRandom(3);
        var columns = new ArrayList<ColumnData>();
        for (var kind : Values.values()) {
            columns.add(column("r" + kind, type, true, kind.of(type, 5_000, random)));
            for (var nulls : Values.Nulls.values()) {
                var values = Values.withNulls(kind.of(type, 5_000, random), nulls, random);
                columns.add(column("o" + kind + nulls, type, false, values));
            }
        }

        byte[] file = FileInMemory.create(ParquetSample.schema(columns))
                .rowGroups(ParquetSample.encode(columns, SMALL_PAGES, 1, 4_500))
                .finish(Map.of());

        assertThat(FileInMemory.footer(file).tableSchema()).contains(ParquetSample.schema(columns));
        assertReads(file, columns);
    }

    @ParameterizedTest
    @EnumSource
    void everyCodecComesBackAsItWent(Codec codec) {
        var columns = events(0, 30_000);

        byte[] file = FileInMemory.create(ParquetSample.schema(columns))
                .rowGroups(ParquetSample.encode(
                        columns, new WriterSettings(codec, 1, 1 << 20, 20_000, 1 << 20), 1, 20_000))
                .finish(Map.of());

        assertReads(file, columns);
    }

    @Test
    void everyPrefixOfAnAppendedFileIsASnapshot() throws Exception {
        var snapshots = new ArrayList<byte[]>();
        var groups = ParquetSample.encode(events(0, 1_000), SMALL_PAGES, 1, 1_000);
        byte[] file = FileInMemory.create(ParquetSample.schema(events(0, 1)))
                .rowGroups(groups)
                .finish(Map.of("append", "0"));
        snapshots.add(file);
        for (int append = 1; append <= 20; append++) {
            var more = FileInMemory.append(file)
                    .rowGroups(ParquetSample.encode(events(append * 1_000L, 1_000), SMALL_PAGES, 1, 1_000));
            more.block(("ledger " + append).getBytes(UTF_8));
            file = more.finish(Map.of("append", Integer.toString(append)));
            snapshots.add(file);
        }

        for (int i = 0; i < snapshots.size(); i++) {
            byte[] prefix = Arrays.copyOf(file, snapshots.get(i).length);
            assertThat(prefix).isEqualTo(snapshots.get(i));
            assertReads(prefix, events(0, 1_000 * (i + 1)));
            assertThat(FileInMemory.footer(prefix).keyValues()).containsEntry("append", Integer.toString(i));
            var path = FileInMemory.save(prefix, directory.resolve("prefix.parquet"));
            assertThat(DUCK_DB.query("SELECT count(*), sum(id), min(id), max(id) FROM '" + path + "'")
                            .toString())
                    .isEqualTo(sums(1_000L * (i + 1)));
            assertThat(ParquetJava.read(path).get("id"))
                    .isEqualTo(LongStream.range(0, 1_000L * (i + 1)).boxed().toList());
        }
    }

    @Test
    void appendingLeavesLiveRowGroupsWhereTheyAre() {
        byte[] head = file(events(0, 3_000), 1_000);

        byte[] longer = FileInMemory.append(head)
                .rowGroups(ParquetSample.encode(events(3_000, 1_000), SMALL_PAGES, 1, 1_000))
                .finish(Map.of());

        assertThat(FileInMemory.footer(longer).rowGroups())
                .hasSize(4)
                .startsWith(FileInMemory.footer(head).rowGroups().toArray(RowGroupInfo[]::new));
    }

    @Test
    void copiedRowGroupsKeepTheirRowsAndTheirPageIndex() throws Exception {
        byte[] first = file(events(0, 6_000), 2_000);
        byte[] second = file(events(6_000, 3_000), 3_000);
        var copy = FileInMemory.create(ParquetSample.schema(events(0, 1)));
        for (int i = 0; i < 3; i++) {
            copy.copy(first, i, FileInMemory.pageIndex(first, i));
        }
        byte[] file = copy.copy(second, 0, FileInMemory.pageIndex(second, 0)).finish(Map.of());

        assertReads(file, events(0, 9_000));
        var path = FileInMemory.save(file, directory.resolve("copy.parquet"));
        assertThat(DUCK_DB.query("SELECT count(*), sum(id), min(id), max(id) FROM '" + path + "'")
                        .toString())
                .isEqualTo(sums(9_000));
        assertThat(DUCK_DB.query("SELECT id FROM '" + path + "' WHERE name = 'name 6543'")
                        .toString())
                .isEqualTo("[[6543]]");
        var filter = FilterCompat.get(FilterApi.eq(FilterApi.longColumn("id"), 6_543L));
        assertThat(ParquetJava.readFiltered(path, filter).get("id"))
                .as("the one page of 100 rows that the index leaves")
                .hasSize(100)
                .contains(6_543L);
    }

    @Test
    void anIndexMayStayBehind() {
        byte[] source = file(events(0, 1_000), 1_000);

        byte[] file = FileInMemory.create(ParquetSample.schema(events(0, 1)))
                .copy(source, 0, NOTHING)
                .finish(Map.of());

        assertThat(FileInMemory.footer(file).rowGroups().getFirst().pageIndex()).isEmpty();
        assertReads(file, events(0, 1_000));
    }

    @Test
    void aCopyOfACopyInAnAppendIsStillRight() {
        byte[] source = file(events(1_000, 1_000), 1_000);
        byte[] head = file(events(0, 1_000), 1_000);

        byte[] once = FileInMemory.append(head)
                .copy(source, 0, FileInMemory.pageIndex(source, 0))
                .finish(Map.of());
        var schema = ParquetSample.schema(events(0, 1));
        byte[] twice = FileInMemory.create(schema)
                .copy(once, 0, FileInMemory.pageIndex(once, 0))
                .copy(once, 1, FileInMemory.pageIndex(once, 1))
                .finish(Map.of());

        assertReads(once, events(0, 2_000));
        assertReads(twice, events(0, 2_000));
    }

    @Test
    void rowGroupsOfOtherColumnsAreNotCopied() {
        byte[] source = file(events(0, 10), 10);
        var layout = FileLayout.create(new TableSchema(List.of(new Column("id", new ColumnType.Int(64), false))));
        layout.start();

        assertThatThrownBy(() -> layout.copied(FileInMemory.footer(source), 0, NOTHING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same columns");
    }

    @Test
    void aSealNeedsNoRows() throws Exception {
        byte[] head = FileInMemory.create(ParquetSample.schema(events(0, 1)))
                .rowGroups(ParquetSample.encode(events(0, 1_000), SMALL_PAGES, 1, 1_000))
                .finish(Map.of("kept", "yes", "sealed", "false"));

        byte[] sealed = FileInMemory.append(head).finish(Map.of("sealed", "true"));

        assertThat(FileInMemory.footer(sealed).keyValues())
                .containsOnly(Map.entry("kept", "yes"), Map.entry("sealed", "true"));
        assertReads(sealed, events(0, 1_000));
        var path = FileInMemory.save(sealed, directory.resolve("sealed.parquet"));
        assertThat(DUCK_DB.query("SELECT count(*) FROM '" + path + "'").toString())
                .isEqualTo("[[1000]]");
    }

    @Test
    void aBlockLiesWhereItSays() {
        var append = FileInMemory.append(file(events(0, 10), 10));

        var range = append.block("a ledger".getBytes(UTF_8));
        byte[] file = append.finish(Map.of());

        assertThat(FileInMemory.slice(file, range)).isEqualTo(ByteBuffer.wrap("a ledger".getBytes(UTF_8)));
        assertThat(append.layout().footerBytes())
                .isEqualTo((int) FileInMemory.footer(file).footerBytes());
    }

    @Test
    void aNewFileBeginsWithItsMagicAndNothingFollowsItsFooter() {
        var layout = FileLayout.create(ParquetSample.schema(events(0, 1)));

        assertThatThrownBy(() -> layout.block(NOTHING)).isInstanceOf(IllegalStateException.class);
        layout.start();
        layout.finish(Map.of());
        assertThatThrownBy(() -> layout.finish(Map.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFileWithoutRowsIsAFile() throws Exception {
        byte[] file = FileInMemory.create(ParquetSample.schema(events(0, 1))).finish(Map.of());

        var path = FileInMemory.save(file, directory.resolve("empty.parquet"));
        assertThat(DUCK_DB.query("SELECT count(*) FROM '" + path + "'").toString())
                .isEqualTo("[[0]]");
        assertThat(FileInMemory.footer(file).rows()).isZero();
    }

    private static byte[] file(List<ColumnData> columns, int groupRows) {
        return FileInMemory.create(ParquetSample.schema(columns))
                .rowGroups(ParquetSample.encode(columns, SMALL_PAGES, 1, groupRows))
                .finish(Map.of());
    }

    private static void assertReads(byte[] file, List<ColumnData> columns) {
        var read = FileInMemory.read(file);
        for (int i = 0; i < columns.size(); i++) {
            assertThat(read.get(i))
                    .as(columns.get(i).column().toString())
                    .isEqualTo(comparable(columns.get(i).values()));
        }
    }

    private static String sums(long rows) {
        return "[[" + rows + ", " + rows * (rows - 1) / 2 + ", 0, " + (rows - 1) + "]]";
    }

    private static List<ColumnData> events(long first, int rows) {
        var ids = LongStream.range(first, first + rows).boxed().toArray();
        var names = LongStream.range(first, first + rows)
                .mapToObj(id -> id % 10 == 0 ? null : ("name " + id).getBytes(UTF_8))
                .toArray();
        var amounts = LongStream.range(first, first + rows)
                .mapToObj(id -> Values.numbered(new ColumnType.Decimal(30, 2), id))
                .toArray();
        return List.of(
                column("id", new ColumnType.Int(64), true, ids),
                column("name", new ColumnType.Text(), false, names),
                column("amount", new ColumnType.Decimal(30, 2), true, amounts));
    }

    private static ColumnData column(String name, ColumnType type, boolean required, Object[] values) {
        return new ColumnData(new Column(name, type, required), Arrays.asList(values));
    }
}
