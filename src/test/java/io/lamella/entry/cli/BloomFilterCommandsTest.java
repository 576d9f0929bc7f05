package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.parquet.FilterCheck;
import io.lamella.pipeline.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bloom filters, from the configuration to the files.
class BloomFilterCommandsTest {
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
                  id: {type: uuid, bloom-filter: {fpp: 0.001}}
                  n: {type: int64, bloom-filter: true}
                  kind: {type: string, bloom-filter: true}
                  items: {type: "array<struct<sku:string,ok:boolean>>", bloom-filter: true}
                  plain: string
            """;

    @TempDir
    private Path root;

    private Path config() throws IOException {
        return Files.writeString(root.resolve("lamella.yaml"), CONFIG);
    }

    private Path source(String name, int rows) throws IOException {
        var random = new SplittableRandom(name.hashCode());
        var text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            text.append(
                    "{\"id\":\"%s\",\"n\":%d,\"kind\":\"k%d\",\"items\":[{\"sku\":\"s%d\"},{\"ok\":true}],\"plain\":\"p\"}%n"
                            .formatted(
                                    new UUID(random.nextLong(), random.nextLong()), random.nextLong(), row % 7, row));
        }
        var file = root.resolve("landing/events").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void convertWritesThemAndInspectShowsThem() throws IOException {
        var out = root.resolve("out.parquet");
        lamella("convert", source("a.ndjson", 500), out, "--config", config(), "--dataset", "events");

        assertThat(FilterCheck.assertTrue(out, 0.01))
                .isEqualTo(Map.of("id", 1, "n", 1, "kind", 1, "items.list.element.sku", 1));
        assertThat(lamella("inspect", out).out())
                .containsPattern("dead bytes +0 ")
                .contains("Bloom filters")
                .containsPattern("id +1 of 1 +2,\\d{3} +0.0\\d %")
                .containsPattern("kind +1 of 1 +\\d\\d +0.\\d\\d %")
                .containsPattern("items.list.element.sku +1 of 1 ");
        var json = lamella("inspect", out, "--json").json();
        assertThat(json.path("bloomFilters")).hasSize(4);
        assertThat(json.path("bloomFilters").path(0).path("falsePositives").asDouble())
                .isBetween(0.0, 0.001);
        assertThat(json.at("/rowGroups/0/columns/0/bloomFilterBytes").asLong()).isGreaterThan(1024);
        var page = DrawnPage.of(out);
        page.isTrueOf(out);
    }

    /// Full row groups are copied with theirs; those that are joined get new ones; and so does what is appended later.
    @Test
    void aTableHasThemInEveryRowGroup() throws IOException {
        source("big.ndjson", 4000);
        for (int i = 0; i < 6; i++) {
            source("small-" + i + ".ndjson", 300);
        }
        FilledLake.fill(config(), root, 4000 + 6 * 300);
        source("later.ndjson", 200);
        FilledLake.fill(config(), root, 200);

        var part = root.resolve("lake/tables/events/part-000000.parquet");
        var json = lamella("inspect", part, "--json", "--snapshots").json();
        int groups = json.path("rowGroups").size();
        assertThat(groups).isGreaterThanOrEqualTo(3);
        assertThat(json.path("snapshots").size()).isGreaterThan(1);
        assertThat(FilterCheck.assertTrue(part, 0.01))
                .isEqualTo(Map.of("id", groups, "n", groups, "kind", groups, "items.list.element.sku", groups));
        DrawnPage.of(part).isTrueOf(part);
        assertThat(lamella("verify", "events", "--config", config(), "--root", root)
                        .exitCode())
                .isZero();
    }

    @Test
    void mergedFilesHaveThoseOfTheirSources() throws Exception {
        for (var name : List.of("a", "b")) {
            var file = root.resolve("exports/" + name + ".parquet");
            Files.createDirectories(file.getParent());
            lamella("convert", source(name + ".ndjson", 300), file, "--config", config(), "--dataset", "events");
        }
        var out = root.resolve("merged.parquet");

        assertThat(lamella("merge", root.resolve("exports"), "-o", out).exitCode())
                .isZero();
        assertThat(FilterCheck.assertTrue(out, 0.01))
                .isEqualTo(Map.of("id", 1, "n", 1, "kind", 1, "items.list.element.sku", 1));
    }

    /// DuckDB makes filters of dictionaries, and puts them behind all row groups.
    @Test
    void foldersOfOthersKeepThemWhereRowGroupsAreJoined() throws Exception {
        for (int file = 0; file < 3; file++) {
            duckDb(file, 2_000);
        }
        assertThat(FilterCheck.assertTrue(root.resolve("exports/0.parquet"), 0.02))
                .isEqualTo(Map.of("name", 1));

        assertThat(FilterCheck.assertTrue(merged(), 0.02)).isEqualTo(Map.of("name", 1));
    }

    @Test
    void fullRowGroupsOfOthersNameNoFilterThatStayedBehind() throws Exception {
        for (int file = 0; file < 2; file++) {
            duckDb(file, 20_000);
        }
        assertThat(FilterCheck.assertTrue(root.resolve("exports/0.parquet"), 0.02))
                .isEqualTo(Map.of("name", 10));

        var merged = merged("--row-group-size", "16KiB");
        assertThat(FilterCheck.assertTrue(merged, 0.02)).isEmpty();
        assertThat(DuckDb.longs(List.of(Files.readAllBytes(merged)), "select count(*) from t where name = 'name 77'"))
                .containsExactly(200L);
    }

    private void duckDb(int file, int rows) throws Exception {
        Files.createDirectories(root.resolve("exports"));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute(
                    ("copy (select 'name ' || (i * 7 %% 200) as name, hash(i) as h, hash(-i) as g from range(%d) r(i))"
                                    + " to '%s' (format parquet, row_group_size 2048)")
                            .formatted(rows, root.resolve("exports/" + file + ".parquet")));
        }
    }

    private Path merged(String... options) throws IOException {
        var words = new ArrayList<Object>(List.of("merge", "s3://exports", "--root", root, "--ttl", "0s"));
        words.addAll(List.of(options));
        var shown = lamella(words.toArray());
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        try (var files = Files.list(root.resolve("exports"))) {
            return files.filter(Files::isRegularFile).toList().getFirst();
        }
    }
}
