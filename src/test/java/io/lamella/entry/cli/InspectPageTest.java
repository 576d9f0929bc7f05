package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages of files that are no part of a lake; [LakeCommandsTest] draws one that is.
class InspectPageTest {
    @TempDir
    Path scratch;

    private Path duckDb(String select, String options) throws SQLException {
        var file = scratch.resolve("file.parquet");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet" + options + ")");
        }
        return file;
    }

    private Path converted() throws IOException {
        var text = new StringBuilder("id,country,note\n");
        for (int id = 0; id < 60_000; id++) {
            text.append(id)
                    .append(id % 3 == 0 ? ",KR," : ",US,")
                    .append("note ")
                    .append(id * 7919L)
                    .append('\n');
        }
        var in = Files.writeString(scratch.resolve("in.csv"), text);
        var out = scratch.resolve("out.parquet");
        lamella("convert", in, out, "--columns", "id:int64 required,country:string,note:string");
        return out;
    }

    @Test
    void drawsTheDictionaryAndEachPageThatTheOffsetIndexNames() throws IOException {
        var file = converted();

        var page = DrawnPage.of(file);

        page.isTrueOf(file);
        var columns = page.table("Columns of row group 0");
        assertThat(columns).extracting(row -> row.getFirst()).containsExactly("id", "country", "note");
        assertThat(columns.get(1).get(1)).contains("Dictionary: ");
        long pages =
                columns.stream().mapToLong(row -> DrawnPage.number(row.get(3))).sum();
        assertThat(page.titles().stream().filter(title -> title.startsWith("Data page ")))
                .hasSize((int) pages);
        assertThat(pages).isGreaterThan(3);
    }

    @Test
    void saysThatPagesAreNotKnownWithoutAnIndex() throws Exception {
        var file = duckDb("SELECT range AS id, {'a': range % 7, 'b': [range, NULL]} AS nested FROM range(5000)", "");

        var page = DrawnPage.of(file);

        page.isTrueOf(file);
        assertThat(page.html()).contains("has no page index", "This file has no page index");
        assertThat(page.table("Columns of row group 0"))
                .allSatisfy(row -> assertThat(row.get(3)).isEqualTo("?"))
                .extracting(row -> row.getFirst())
                .containsExactly("id", "nested.a", "nested.b.list.element");
    }

    @Test
    void explainsTheLevelsThatThereAre() throws Exception {
        var nested = DrawnPage.of(duckDb("SELECT range AS id, [[range], NULL] AS lists FROM range(10)", ""));
        assertThat(nested.table("Columns over all row groups"))
                .extracting(row -> row.get(4))
                .satisfiesExactly(
                        id -> assertThat(id).endsWith(", definition levels to 1"),
                        lists -> assertThat(lists).endsWith(", definition levels to 4, repetition levels to 2"));
        assertThat(nested.html()).contains("1 an empty list, 2 a null in a list", "Where lists begin");

        var flat = DrawnPage.of(duckDb("SELECT range AS id FROM range(10)", ""));
        assertThat(flat.html()).contains("0 is a null and 1 a value").doesNotContain("Where lists begin");

        var required = DrawnPage.of(converted());
        assertThat(required.table("Columns over all row groups").getFirst().get(4))
                .endsWith(", required");
    }

    @Test
    void drawsAFileWithoutRows() throws Exception {
        var file = duckDb("SELECT 1 AS a, 'x' AS b WHERE false", "");

        var page = DrawnPage.of(file);

        page.isTrueOf(file);
        assertThat(page.table("Columns over all row groups")).hasSize(2);
    }

    @Test
    void staysSmallForThousandsOfRowGroups() throws Exception {
        var columns = new StringBuilder("range AS c0");
        for (int i = 1; i < 12; i++) {
            columns.append(", range % ").append(i + 1).append(" AS c").append(i);
        }
        var file = duckDb("SELECT " + columns + " FROM range(4_096_000)", ", ROW_GROUP_SIZE 2048");

        var page = DrawnPage.of(file);

        page.isTrueOf(file);
        assertThat(page.html().length()).isLessThan(1_000_000);
        assertThat(page.bytes()).containsKey("Row group");
        assertThat(page.table("All row groups")).hasSize(100);
        assertThat(page.html()).contains("… and 1,900 row groups more", "The first 8 of 2,000 row groups are drawn.");
    }

    @Test
    void staysSmallForAWideFile() throws Exception {
        var columns = new StringBuilder("range AS c0");
        for (int i = 1; i < 900; i++) {
            columns.append(", range * ").append(i).append(" AS c").append(i);
        }
        var file = duckDb("SELECT " + columns + " FROM range(50)", "");

        var page = DrawnPage.of(file);

        page.isTrueOf(file);
        assertThat(page.html().length()).isLessThan(1_000_000);
        assertThat(page.table("Columns of row group 0")).hasSize(40);
        assertThat(page.html()).contains("860 others take", "… and 600 columns more");
    }

    @Test
    void whatStandsInTheFileIsNeverMarkup() throws Exception {
        var attack = "</title></style></script><script>alert(1)</script><img src=x onerror='alert(2)'> &amp; \" ";
        var file = duckDb(
                "SELECT 'a\u0001' || chr(8238) || '<b>' || chr(0) AS \"" + attack.replace("\"", "\"\"") + "\u0007\"",
                ", KV_METADATA {'<key>': '" + attack.replace("'", "''") + "'}");

        var page = DrawnPage.of(file);

        page.isTrueOf(file);
        assertThat(page.elements("script")).hasSize(1);
        assertThat(page.elements("img")).isEmpty();
        assertThat(page.elements("b")).isEmpty();
        assertThat(page.html()).doesNotContain("\u0001", "\u0007", "\u202e", "\0");
        assertThat(page.table("Columns over all row groups").getFirst().getFirst())
                .startsWith("</title></style>");
        assertThat(page.table("Key-values of the footer").getFirst().get(1)).contains("onerror='alert(2)'");
        assertThat(page.html()).doesNotContain("onerror='");
    }

    @Test
    void needsNothingFromANetwork() throws IOException {
        var page = DrawnPage.of(converted());

        assertThat(page.html()).doesNotContain("http:", "https:", "@import", "src=");
        assertThat(page.elements("meta"))
                .anySatisfy(meta -> assertThat(meta.getAttribute("content")).startsWith("default-src 'none';"));
    }

    @Test
    void whatIsDrawnIsNotOverwritten() throws IOException {
        var file = converted();
        byte[] before = Files.readAllBytes(file);

        var shown = lamella("inspect", file, "--html", file);

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("is a file that is read");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void jsonIsPrintedBesideThePage() throws IOException {
        var out = scratch.resolve("page.html");

        var shown = lamella("inspect", converted(), "--html", out, "--json");

        assertThat(shown.json().get("rows").asLong()).isEqualTo(60_000);
        assertThat(out).isNotEmptyFile();
    }
}
