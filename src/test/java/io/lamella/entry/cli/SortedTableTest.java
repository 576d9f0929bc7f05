package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.pipeline.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sorted row groups, from the configuration to the files.
class SortedTableTest {
    private static final String CONFIG = """
            lake:
              bucket: lake
              interval: 1s
            datasets:
              events:
                source: s3://landing/events/**
                format: ndjson
                freshness: 0s
                row-group-size: 64KiB
                columns:
                  n: {type: int64, bloom-filter: true}
                  m: int64
                  tags: array<int64>
                sort-by: {column: n, order: desc}
            """;

    @TempDir
    private Path root;

    private Path config() throws IOException {
        return Files.writeString(root.resolve("lamella.yaml"), CONFIG);
    }

    private void source(String name, int rows) throws IOException {
        var random = new SplittableRandom(name.hashCode());
        var text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            long n = random.nextLong(1L << 40);
            text.append("{\"n\":%d,\"m\":%d,\"tags\":[%d,%d]}%n".formatted(n, -n, n, n + 1));
        }
        Files.createDirectories(root.resolve("landing/events"));
        Files.writeString(root.resolve("landing/events").resolve(name), text);
    }

    /// Of full row groups that are copied, of joined ones, and of those that are appended later.
    @Test
    void everyRowGroupOfATableIsSorted() throws IOException {
        source("big.ndjson", 6000);
        for (int i = 0; i < 6; i++) {
            source("small-" + i + ".ndjson", 300);
        }
        FilledLake.fill(config(), root, 6000 + 6 * 300);
        source("later.ndjson", 200);
        FilledLake.fill(config(), root, 200);

        var part = root.resolve("lake/tables/events/part-000000.parquet");
        var bytes = Files.readAllBytes(part);
        var groups = lamella("inspect", part, "--json").json().path("rowGroups");
        assertThat(groups.size()).isGreaterThanOrEqualTo(3);
        var values = DuckDb.longs(List.of(bytes), "select n from t");
        int from = 0;
        for (var group : groups) {
            int to = from + group.path("rows").asInt();
            assertThat(values.subList(from, to)).isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(group.path("sortedBy")).extracting(JsonNode::asText).containsExactly("n desc");
            from = to;
        }
        assertThat(lamella("inspect", part).out()).contains("\n  sorted by    n desc\n");
        assertThat(DuckDb.longs(
                        List.of(bytes),
                        "select count(*) from t where m = -n and tags = [n, n + 1] union all select count(*) from t"))
                .containsExactly(8000L, 8000L);
        assertThat(lamella("verify", "events", "--config", config(), "--root", root)
                        .exitCode())
                .isZero();
    }

    @Test
    void mergeSortsRowGroupsThatItJoins() throws Exception {
        for (int file = 0; file < 3; file++) {
            exported("local/" + file + ".parquet", file);
            exported("folder/" + file + ".parquet", file);
        }
        var out = root.resolve("out.parquet");
        var shown = lamella("merge", root.resolve("local"), "-o", out, "--sort-by", "k nulls first,n desc");
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertSorted(out);
        assertThat(lamella("inspect", out).out()).contains("\n  sorted by    k nulls first, n desc\n");

        shown = lamella("merge", "s3://folder", "--root", root, "--ttl", "0s", "--sort-by", "k nulls first,n desc");
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        try (var files = Files.list(root.resolve("folder"))) {
            assertSorted(files.filter(Files::isRegularFile).toList().getFirst());
        }
    }

    @Test
    void mergeTellsOfAnOrderThatCannotBe() throws Exception {
        exported("local/0.parquet", 0);

        var shown = lamella("merge", root.resolve("local"), "-o", root.resolve("out.parquet"), "--sort-by", "none");
        assertThat(shown.exitCode()).isNotZero();
        assertThat(shown.err()).contains("rows cannot be sorted by `none`");
    }

    @Test
    void mergeOfAFolderSortsAsTheConfigurationSays() throws Exception {
        for (int file = 0; file < 3; file++) {
            exported("folder/" + file + ".parquet", file);
        }
        var config = Files.writeString(root.resolve("lamella.yaml"), CONFIG + """
                merge:
                  sources: s3://folder
                  ttl: 0s
                  sort-by: [{column: k, nulls: first}, {column: n, order: desc}]
                """);

        var shown = lamella("merge", "s3://folder", "--root", root, "--config", config);

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        try (var files = Files.list(root.resolve("folder"))) {
            assertSorted(files.filter(Files::isRegularFile).toList().getFirst());
        }
    }

    @Test
    void mergeOfAFolderLeavesAloneWhatCannotBeSortedLikeThat() throws Exception {
        exported("folder/0.parquet", 0);
        exported("folder/1.parquet", 1);

        for (var dry : List.of(true, false)) {
            var words = new ArrayList<Object>(
                    List.of("merge", "s3://folder", "--root", root, "--ttl", "0s", "--sort-by", "k,none"));
            if (dry) {
                words.add("--dry-run");
            }
            var shown = lamella(words.toArray());
            assertThat(shown.exitCode()).as(shown.err()).isZero();
            assertThat(shown.out())
                    .contains(
                            "left alone               2, such as s3://folder/0.parquet: it has no column `none` to sort"
                                    + " its rows by");
        }
        try (var files = Files.list(root.resolve("folder"))) {
            assertThat(files).hasSize(2);
        }
    }

    private void exported(String name, int seed) throws Exception {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute(
                    ("copy (select case when i %% 5 = 0 then null else 'k' || (hash(i + %d) %% 7) end as k, i + %d as n"
                                    + " from range(1000) r(i)) to '%s' (format parquet)")
                            .formatted(seed, 1000 * seed, file));
        }
    }

    private static void assertSorted(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var groups = lamella("inspect", file, "--json").json().path("rowGroups");
        assertThat(groups).hasSize(1);
        assertThat(DuckDb.longs(List.of(bytes), "select n from t"))
                .hasSize(3000)
                .isEqualTo(DuckDb.longs(List.of(bytes), "select n from t order by k nulls first, n desc"));
    }
}
