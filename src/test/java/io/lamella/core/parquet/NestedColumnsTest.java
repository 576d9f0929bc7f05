package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.column.NestedVector;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.TableSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.parquet.format.PageLocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nested values go from JSON to a file, and every reader finds them there.
class NestedColumnsTest {
    /// Pages of few rows, so that lists meet their ends.
    private static final WriterSettings SMALL_PAGES = new WriterSettings(Codec.SNAPPY, 1, 300, 40, 500);

    @AutoClose
    private static final DuckDb DUCK_DB = new DuckDb();

    @TempDir
    private Path directory;

    @Test
    void tellsNullFromAnEmptyListAndFromAListOfNull() throws Exception {
        var type = new ColumnType.Array(new ColumnType.Text());
        var file = write(new Column("c", type, false), WriterSettings.DEFAULT, """
                {"c": ["a", "b"]}
                {"c": null}
                {"c": []}
                {"c": [null]}
                {}
                {"c": ["", "a\\u00e4"]}
                """);
        assertReadBy(file, List.of("[a,b]", "null", "[]", "[null]", "null", "[,aä]"));
        assertThat(column(file, "definition")).containsExactly(3, 3, 0, 1, 2, 0, 3, 3);
        assertThat(column(file, "repetition")).containsExactly(0, 1, 0, 0, 0, 0, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyReaderReadsWhatWasWritten(int seed) throws Exception {
        var random = new SplittableRandom(seed);
        var values = new NestedValues(random);
        var type = values.nestedType(4);
        boolean required = random.nextBoolean();
        var rows = new ArrayList<@Nullable Object>();
        for (int row = 0; row < 1500; row++) {
            rows.add(required ? values.present(type) : values.value(type));
        }
        var text = new StringBuilder();
        rows.forEach(row -> text.append("{\"c\":").append(values.json(row)).append("}\n"));
        var settings = random.nextBoolean() ? SMALL_PAGES : WriterSettings.DEFAULT;
        var file = write(new Column("c", type, required), settings, text.toString());
        assertReadBy(file, rows.stream().map(NestedValues::text).toList());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void joinedRowGroupsHaveTheRowsOfAll(long seed) throws Exception {
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        var values = new NestedValues(random);
        var column = new Column("c", values.nestedType(3), random.nextBoolean());
        var expected = new ArrayList<String>();
        var sources = new ArrayList<byte[]>();
        for (int source = 0; source < 4; source++) {
            var text = new StringBuilder();
            for (int row = random.nextInt(3000); row >= 0; row--) {
                var value = column.required() ? values.present(column.type()) : values.value(column.type());
                text.append("{\"c\":").append(values.json(value)).append("}\n");
                expected.add(NestedValues.text(value));
            }
            sources.add(write(column, settings(random), text.toString()));
        }
        assertReadBy(join(column, sources, settings(random)), expected);
    }

    static Stream<Long> seeds() {
        long first = System.nanoTime();
        return Stream.of(1L, 2L, 3L, 4L, 5L, 6L, first, first + 1, first + 2);
    }

    private static WriterSettings settings(SplittableRandom random) {
        return new WriterSettings(
                Codec.ZSTD,
                1,
                1 + random.nextInt(1 << random.nextInt(10, 20)),
                1 + random.nextInt(1 << random.nextInt(6, 15)),
                random.nextBoolean() ? 1 << 20 : 1 + random.nextInt(1 << 12));
    }

    private static byte[] join(Column column, List<byte[]> sources, WriterSettings settings) {
        var file = FileInMemory.create(new TableSchema(List.of(column)));
        try (var joiner = new RowGroupJoiner(
                new TableSchema(List.of(column)), settings, new RowGroupSize(1L << 40), file.layout())) {
            sources.forEach(source -> file.join(joiner, source, 0));
            return file.end(joiner).finish(Map.of());
        }
    }

    /// Long values in lists of a hundred, which are worth to be taken over.
    @Test
    void takesPagesOfListsOverAsTheyAre() throws Exception {
        var random = new SplittableRandom(8);
        var column = new Column("c", new ColumnType.Array(new ColumnType.Int(64)), false);
        var expected = new ArrayList<String>();
        var sources = new ArrayList<byte[]>();
        for (int source = 0; source < 2; source++) {
            var text = new StringBuilder();
            for (int row = 0; row < 1000; row++) {
                var list = random.longs(random.nextInt(100)).boxed().toList();
                text.append("{\"c\":").append(list).append("}\n");
                expected.add(NestedValues.text(list));
            }
            sources.add(write(column, WriterSettings.DEFAULT, text.toString()));
        }
        var joined = join(column, sources, WriterSettings.DEFAULT);
        assertReadBy(joined, expected);
        assertThat(pageRows(joined))
                .hasSize(pageRows(sources.getFirst()).size()
                        + pageRows(sources.getLast()).size());
        assertThat(FileInMemory.footer(joined).rowGroups()).hasSize(1);
    }

    @Test
    void pagesBeginWhereRowsDoAndTheIndexesSayWhere() throws Exception {
        var random = new SplittableRandom(9);
        var column = new Column("c", new ColumnType.Array(new ColumnType.Int(32)), false);
        var text = new StringBuilder();
        for (int row = 0; row < 500; row++) {
            var list = random.ints(random.nextInt(30), 0, 1000).boxed().toList();
            text.append("{\"c\":").append(row % 7 == 0 ? "null" : list).append("}\n");
        }
        var file = write(column, SMALL_PAGES, text.toString());
        var firstRows = pageRows(file);
        assertThat(firstRows).hasSizeGreaterThan(20).startsWith(0L).isSorted().doesNotHaveDuplicates();

        var values = new ColumnValues(FileInMemory.footer(file), 0, 0, FileInMemory.content(file, 0), Checksums.VERIFY);
        long nulls = 0;
        while (values.next()) {
            nulls += values.isNull() ? 1 : 0;
        }
        var path = FileInMemory.save(file, directory.resolve("pages.parquet"));
        var chunk = ParquetJava.rowGroups(path).getFirst().getColumns().getFirst();
        assertThat(chunk.getStatistics().getNumNulls()).isEqualTo(nulls);
        assertThat(chunk.getValueCount()).isEqualTo(values.entries());
        var index = ParquetJava.columnIndex(path, 0);
        assertThat(index).isNotNull();
        assertThat(index.getNullCounts()).hasSize(firstRows.size());
        assertThat(index.getNullCounts().stream().mapToLong(count -> count).sum())
                .isEqualTo(nulls);
    }

    /// The first row of each page.
    private static List<Long> pageRows(byte[] file) {
        var footer = FileInMemory.footer(file);
        var index = new SourceIndex(footer.rowGroups().getFirst(), FileInMemory.pageIndex(file, 0));
        return index.offsetIndex(footer.columns(0).getFirst()).orElseThrow().getPage_locations().stream()
                .map(PageLocation::getFirst_row_index)
                .toList();
    }

    private static List<Integer> column(byte[] file, String level) {
        var values = new ColumnValues(FileInMemory.footer(file), 0, 0, FileInMemory.content(file, 0), Checksums.VERIFY);
        var levels = new ArrayList<Integer>();
        while (values.next()) {
            levels.add(level.equals("definition") ? values.definitionLevel() : values.repetitionLevel());
        }
        return levels;
    }

    private void assertReadBy(byte[] file, List<String> expected) throws Exception {
        var path = FileInMemory.save(file, directory.resolve("nested.parquet"));
        assertThat(NestedParquetJava.read(path, "c")).as("parquet-java").isEqualTo(expected);
        assertThat(NestedDuckDb.read(DUCK_DB, path, "c")).as("DuckDB").isEqualTo(expected);
        assertThat(read(file)).as("Lamella").isEqualTo(expected);
    }

    private static List<String> read(byte[] file) {
        var footer = FileInMemory.footer(file);
        var column = footer.tableSchema().orElseThrow().columns().getFirst();
        var texts = new ArrayList<String>();
        for (var group : footer.rowGroups()) {
            var content = FileInMemory.content(file, group.ordinal());
            try (var reader = new RowGroupReader(footer, group.ordinal(), content)) {
                for (int rows = reader.next(); rows > 0; rows = reader.next()) {
                    var vector = (NestedVector) reader.columns().getFirst();
                    texts.addAll(NestedAssembly.texts(vector, column.type(), column.required(), rows));
                }
            }
        }
        return texts;
    }

    private static byte[] write(Column column, WriterSettings settings, String text) {
        return JsonFiles.write(new TableSchema(List.of(column)), settings, text);
    }
}
