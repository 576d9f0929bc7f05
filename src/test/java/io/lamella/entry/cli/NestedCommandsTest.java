package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nested columns on the command line.
class NestedCommandsTest {
    private static final String COLUMNS =
            "id:int64 required,items:array<struct<sku:string,price:decimal(10,2)>>,attributes:map<string,int64>";

    @TempDir
    private Path directory;

    @Test
    void convertsNdjsonAndTellsThePathOfWhatDoesNotFit() throws Exception {
        var out = convert("orders.ndjson", "ndjson", """
                {"id": 1, "items": [{"sku": "a", "price": 1.50}, {"sku": "b"}], "attributes": {"x": 1}}
                {"id": 2, "items": [], "attributes": {}}
                {"id": 3, "items": [null], "attributes": null}
                {"id": 4, "items": [{}, {}, {}, {"price": "much"}]}
                """);

        assertThat(rows(out))
                .containsExactly(
                        "1 [{'sku': a, 'price': 1.50}, {'sku': b, 'price': NULL}] {x=1}", "2 [] {}", "3 [NULL] null");
        assertThat(Files.readAllLines(directory.resolve("orders.ndjson.parquet.rejected.ndjson")))
                .singleElement()
                .asString()
                .contains("column items[3].price must be a decimal", "'much'", "\"line\":4");
    }

    @Test
    void convertsJsonInFieldsOfCsv() throws Exception {
        var out = convert("orders.csv", "csv", """
                id,items,attributes
                1,"[{""sku"": ""a"", ""price"": 1.50}]","{""x"": 1}"
                2,[],{}
                3,[null],
                4,[{]},
                """);

        assertThat(rows(out)).containsExactly("1 [{'sku': a, 'price': 1.50}] {x=1}", "2 [] {}", "3 [NULL] null");
        assertThat(Files.readAllLines(directory.resolve("orders.csv.parquet.rejected.ndjson")))
                .singleElement()
                .asString()
                .contains("column items must be one JSON value");
    }

    @Test
    void inspectShowsLevels() throws Exception {
        var out = convert("orders.ndjson", "ndjson", "{\"id\": 1, \"items\": [{\"sku\": \"a\"}]}\n");

        assertThat(lamella("inspect", out).out())
                .containsPattern("name +def +rep +codec")
                .containsPattern("id +0 +0 +ZSTD")
                .containsPattern("items.list.element.sku +4 +1 +ZSTD")
                .containsPattern("attributes.key_value.key +2 +1 +ZSTD");
        var column = lamella("inspect", out, "--json").json().path("columns").path(1);
        assertThat(column.path("maxDefinition").asInt()).isEqualTo(4);
        assertThat(column.path("maxRepetition").asInt()).isEqualTo(1);
    }

    private Path convert(String name, String format, String text) throws IOException {
        var in = Files.writeString(directory.resolve(name), text);
        var out = directory.resolve(name + ".parquet");
        var shown = lamella("convert", in, out, "--format", format, "--columns", COLUMNS);
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        return out;
    }

    private static List<String> rows(Path file) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var result =
                        statement.executeQuery("SELECT id, items::VARCHAR, attributes::VARCHAR FROM '" + file + "'")) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                rows.add(result.getLong(1) + " " + result.getString(2) + " " + result.getString(3));
            }
            return rows;
        }
    }
}
