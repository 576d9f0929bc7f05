package io.lamella.core.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.adapter.local.LocalStore;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import io.lamella.core.schema.TableSchema;
import io.lamella.entry.load.Load;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random nested tables, in a file of ours and in one that DuckDB wrote, are loaded into Arrow as DuckDB reads them.
class NestedLoadTest {
    private static final int ROWS = 3000;

    @AutoClose
    private static final DuckDb DUCK_DB = new DuckDb();

    @TempDir
    private Path root;

    @ParameterizedTest
    @MethodSource("seeds")
    void arrowHasWhatDuckDbReads(long seed) throws Exception {
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        var table = Files.createDirectories(root.resolve("lake/nested"));
        var expected = land(random, table);

        var all = load(Optional.empty(), random);
        assertThat(all)
                .isEqualTo(Stream.concat(expected.stream(), expected.stream()).toList());
        for (var condition : List.of(
                "id >= 0",
                "id between 1000 and 1003 or id > 2990",
                "id in (1, 2, 5, 1024, 2047, 2048, 2049) or id < " + random.nextInt(ROWS),
                "id > " + ROWS)) {
            var sql = "SELECT c FROM '" + table + "/*.parquet' WHERE " + condition;
            assertThat(load(Optional.of(condition), random)).as(condition).isEqualTo(NestedDuckDb.query(DUCK_DB, sql));
        }
    }

    static Stream<Long> seeds() {
        long first = System.nanoTime();
        return Stream.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, first, first + 1, first + 2, first + 3);
    }

    /// Writes the same rows twice; answers the texts of the nested column.
    private static List<String> land(SplittableRandom random, Path table) throws Exception {
        var values = new NestedValues(random);
        var column = new Column("c", values.nestedType(4), random.nextBoolean());
        var schema = new TableSchema(List.of(new Column("id", new ColumnType.Int(64), true), column));
        var texts = new ArrayList<String>();
        var json = new StringBuilder();
        for (int id = 0; id < ROWS; id++) {
            var value = column.required() ? values.present(column.type()) : values.value(column.type());
            json.append("{\"id\":%d,\"c\":%s}\n".formatted(id, values.json(value)));
            texts.add(NestedValues.text(value));
        }
        var settings = new WriterSettings(Codec.SNAPPY, 1, 300, 1 + random.nextInt(100), 500);
        var ours = FileInMemory.save(JsonFiles.write(schema, settings, json.toString()), table.resolve("a.parquet"));
        DUCK_DB.execute("COPY (SELECT * FROM '%s') TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 2048)"
                .formatted(ours, table.resolve("b.parquet")));
        return texts;
    }

    private List<String> load(Optional<String> condition, SplittableRandom random) {
        var texts = new ArrayList<String>();
        var load = Load.from(new LocalStore(root, InstantSource.system()), "lake", "nested")
                .columns("c")
                .memory(1 + random.nextInt(1 << 20));
        try (var batches = condition.map(load::where).orElse(load).open()) {
            while (batches.next()) {
                var vector = batches.root().getVector("c");
                for (int row = 0; row < batches.root().getRowCount(); row++) {
                    texts.add(NestedArrow.text(vector, row));
                }
            }
        }
        return texts;
    }
}
