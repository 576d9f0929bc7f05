package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.Decoders;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.TableSchema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nested values go from JSON to a file, and every reader finds them there.
class NestedColumnsTest {
    /// Pages of few rows, so that lists meet their ends.
    private static final WriterSettings SMALL_PAGES = new WriterSettings(Codec.SNAPPY, 1, 300, 40, 500);

    private static DuckDb duckDb;

    @TempDir
    private Path directory;

    @BeforeAll
    static void openDuckDb() throws Exception {
        duckDb = new DuckDb();
    }

    @AfterAll
    static void closeDuckDb() throws Exception {
        duckDb.close();
    }

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

    private void assertReadBy(byte[] file, List<String> expected) throws Exception {
        var path = FileInMemory.save(file, directory.resolve("nested.parquet"));
        assertThat(NestedParquetJava.read(path, "c")).as("parquet-java").isEqualTo(expected);
        assertThat(NestedDuckDb.read(duckDb, path, "c")).as("DuckDB").isEqualTo(expected);
    }

    private static byte[] write(Column column, WriterSettings settings, String text) {
        var schema = new TableSchema(List.of(column));
        var groups = new ArrayList<EncodedRowGroup>();
        try (var decoder = Decoders.open(InputFormat.NdJson.DEFAULT, List.of(ColumnSource.of(column)));
                var encoder = new RowGroupEncoder(schema, settings)) {
            decoder.offer(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            decoder.end();
            boolean more = true;
            while (more) {
                more = decoder.advance(batch -> {
                    assertThat(batch.rejected()).isEmpty();
                    encoder.append(batch.columns(), batch.rows(), 0, batch.accepted());
                });
            }
            groups.add(encoder.finish());
        }
        var file = FileInMemory.create(schema).rowGroups(groups).finish(Map.of());
        assertThat(FileInMemory.footer(file).tableSchema()).contains(schema);
        return file;
    }
}
