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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Loads with conditions, in which rows that hold lie together, some way apart, have every value of those rows and no other.
class SkippedPagesTest {
    private static final int ROWS = 150_000;
    private static final int KINDS = 5;

    private static final TableSchema SCHEMA = new TableSchema(List.of(
            new Column("id", new ColumnType.Int(64), true),
            new Column("kind", new ColumnType.Text(), false),
            new Column("word", new ColumnType.Text(), false),
            new Column("text", new ColumnType.Text(), false),
            new Column("number", new ColumnType.Int(64), false)));

    @TempDir
    private Path root;

    private record Row(long id, String kind, Optional<String> word, Optional<String> text, Optional<Long> number) {
        String json() {
            return "{\"id\":%d,\"kind\":\"%s\",\"word\":%s,\"text\":%s,\"number\":%s}\n"
                    .formatted(
                            id,
                            kind,
                            quoted(word),
                            quoted(text),
                            number.map(String::valueOf).orElse("null"));
        }

        private static String quoted(Optional<String> text) {
            return text.map(value -> '"' + value + '"').orElse("null");
        }

        String loaded() {
            return "%d %s %s %s".formatted(id, word.orElse(null), text.orElse(null), number.orElse(null));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rowsThatHoldAreComplete(long seed) throws Exception {
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        var rows = rows(random);
        write(rows, random);

        for (var condition : conditions(random).entrySet()) {
            assertThat(load(condition.getKey(), random))
                    .as(condition.getKey())
                    .isEqualTo(rows.stream()
                            .filter(condition.getValue())
                            .map(Row::loaded)
                            .toList());
        }
    }

    static Stream<Long> seeds() {
        long first = System.nanoTime();
        return Stream.of(1L, 2L, first);
    }

    private static Map<String, Predicate<Row>> conditions(SplittableRandom random) {
        var conditions = new LinkedHashMap<String, Predicate<Row>>();
        conditions.put("id >= 0", _ -> true);
        conditions.put("kind = 'k1'", row -> row.kind().equals("k1"));
        conditions.put("kind <> 'k2'", row -> !row.kind().equals("k2"));
        int from = random.nextInt(ROWS);
        conditions.put(
                "id between %d and %d".formatted(from, from + 10), row -> row.id() >= from && row.id() <= from + 10);
        conditions.put(
                "kind = 'k3' and number > 0",
                row -> row.kind().equals("k3") && row.number().orElse(0L) > 0);
        conditions.put("word = 'w7' or id = " + from, row -> row.word().equals(Optional.of("w7")) || row.id() == from);
        conditions.put("id >= 0 and kind = 'none'", _ -> false);
        return conditions;
    }

    /// Kinds lie in runs, from single rows to many pages. Words and numbers come again in the first half, and are all different in the
    /// second.
    private static List<Row> rows(SplittableRandom random) {
        var often = often(random);
        var rows = new ArrayList<Row>();
        while (rows.size() < ROWS) {
            var kind = "k" + random.nextInt(KINDS);
            int run = Math.min(ROWS - rows.size(), 1 << random.nextInt(17));
            for (int i = 0; i < run; i++) {
                int id = rows.size();
                boolean isAgain = id < ROWS / 2;
                var word = isAgain ? often.get(random.nextInt(often.size())) : "word-" + id;
                long number = isAgain ? random.nextInt(50) : random.nextLong();
                rows.add(new Row(
                        id,
                        kind,
                        some(random, word),
                        some(random, "text of %d with %d".formatted(id, random.nextLong())),
                        some(random, number)));
            }
        }
        return rows;
    }

    /// Short ones, some of more than sixteen bytes, and, half of the times, one too long to be told by its place.
    private static List<String> often(SplittableRandom random) {
        return IntStream.range(0, 50)
                .mapToObj(i -> "w" + i + "-".repeat(i % 5 == 0 ? 20 : 0))
                .map(word -> word.equals("w3") && random.nextBoolean() ? "w".repeat(10_000) : word)
                .toList();
    }

    private static <T> Optional<T> some(SplittableRandom random, T value) {
        return random.nextInt(5) == 0 ? Optional.empty() : Optional.of(value);
    }

    private void write(List<Row> rows, SplittableRandom random) throws Exception {
        var json = new StringBuilder();
        rows.forEach(row -> json.append(row.json()));
        var settings = new WriterSettings(
                random.nextBoolean() ? Codec.ZSTD : Codec.SNAPPY,
                1,
                1 << 20,
                1 + random.nextInt(40_000),
                1 << 12 + random.nextInt(10));
        var table = Files.createDirectories(root.resolve("lake/flat"));
        FileInMemory.save(JsonFiles.write(SCHEMA, settings, json.toString()), table.resolve("a.parquet"));
    }

    private List<String> load(String condition, SplittableRandom random) {
        var texts = new ArrayList<String>();
        var load = Load.from(new LocalStore(root, InstantSource.system()), "lake", "flat")
                .columns("id", "word", "text", "number")
                .where(condition)
                .memory(1 + random.nextInt(1 << 22));
        try (var batches = load.open()) {
            while (batches.next()) {
                var columns = batches.root().getFieldVectors();
                for (int row = 0; row < batches.root().getRowCount(); row++) {
                    int at = row;
                    texts.add(String.join(
                            " ",
                            columns.stream()
                                    .map(column -> String.valueOf(column.getObject(at)))
                                    .toList()));
                }
            }
        }
        return texts;
    }
}
