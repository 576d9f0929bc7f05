package io.lamella.entry.cli;

import static io.lamella.entry.cli.Outcome.lamella;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.decode.InputFormat;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Drafts of JSON documents, which are not an object a line.
class InferDocumentsTest extends InferFixture {
    private static InputFormat.Json format(String draft) {
        return (InputFormat.Json) dataset(draft).format();
    }

    private static long records(String draft) {
        return draft.lines().filter(line -> line.contains("records: ")).count();
    }

    @Test
    void anObjectOverManyLinesIsARow() throws IOException {
        var draft = drafted(file("sample.json", """
                {
                  "id": 17,
                  "name": "a",
                  "tags": ["x", "y"]
                }
                """));

        assertThat(format(draft).records()).isEmpty();
        assertThat(draft).contains("from 1 row, of which it takes 1.", "id: int64", "tags: array<string>");
    }

    @Test
    void objectsOverManyLinesOneBehindAnotherAreRows() throws IOException {
        var draft = drafted(file("sample.json", "{\n  \"id\": 1\n}\n{\n  \"id\": 2,\n  \"late\": true\n}\n"));

        assertThat(draft).contains("from 2 rows, of which it takes 2.", "late: boolean");
        assertThat(records(draft)).isZero();
    }

    @Test
    void elementsOfAnArrayAreRowsOnOneLineOrMany() throws IOException {
        for (var text : new String[] {
            "[\n{\"id\":1},\n{\"id\":2}\n]\n",
            "[{\"id\":1},{\"id\":2}]",
            "[\n  {\n    \"id\": 1\n  },\n  {\n    \"id\": 2\n  }\n]"
        }) {
            var draft = drafted(file("sample.json", text));

            assertThat(format(draft).records()).isEmpty();
            assertThat(draft).contains("from 2 rows, of which it takes 2.", "id: int64");
        }
    }

    @Test
    void elementsOfAnArrayWithinADocumentAreRowsAndSomebodyHasToSaySo() throws IOException {
        for (var text : new String[] {
            "{\"next\":\"x\",\"data\":{\"items\":[{\"id\":1},{\"id\":2},{\"id\":3,\"n\":[{},{},{},{}]}]}}",
            "{\n\"next\":\"x\",\n\"data\":{\"items\":[\n{\"id\":1},{\"id\":2},{\"id\":3,\"n\":[{},{},{},{}]}\n]}}"
        }) {
            var draft = drafted(file("sample.json", text));

            assertThat(format(draft).records()).containsExactly("data", "items");
            assertThat(draft)
                    .contains("from 3 rows, of which it takes 3.")
                    .contains("UNSURE: the elements of `data.items` are taken for the rows");
        }
    }

    @Test
    void aJsonObjectALineStaysThat() throws IOException {
        var one = drafted(file("one.ndjson", "{\"id\":1,\"items\":[{\"a\":1}]}\n"));
        var two = drafted(file("two.ndjson", "{\"id\":1,\"items\":[{},{\"a\":1}]}\n{\"id\":2}\n"));

        assertThat(dataset(one).format()).isInstanceOf(InputFormat.NdJson.class);
        assertThat(dataset(two).format()).isInstanceOf(InputFormat.NdJson.class);
    }

    @Test
    void linesThatBeginWithBracketsAreNotTakenForJson() throws IOException {
        var draft = drafted(file("app.log", "[2026-01-01] started\n[2026-01-02] stopped\n"));

        assertThat(dataset(draft).format()).isInstanceOf(InputFormat.Csv.class);
    }

    /// YAML ends a line at them.
    @ParameterizedTest
    @ValueSource(strings = {"\u2028", "\u2029", "\u0085", "\n"})
    void noTextOfASampleBecomesADraft(String lineEnd) throws IOException {
        var evil = "x" + lineEnd + "      evil: {type: string, from: a} # ";
        var draft = drafted(file("a.ndjson", new ObjectMapper().writeValueAsString(Map.of("a", evil, evil, "a"))));

        assertThat(dataset(draft).columns()).hasSize(2);
    }

    @Test
    void whatHasNoColumnsIsToldSo() throws IOException {
        var shown = lamella("infer", file("e.ndjson", "{}\n{}\n"));

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("e.ndjson: no row of the sample has a column, so there is nothing to draft");
    }

    @Test
    void aNameThatIsTooLongIsTold() throws IOException {
        var shown = lamella("infer", file("a.csv", "id," + "x".repeat(2_000_000) + "\n1,2\n"));

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err())
                .contains("a.csv: the name of a column has 2000000 characters, and begins with `xxx", "--no-header");
    }

    @Test
    void aDocumentThatIsCutShortIsToldWithItsPlace() throws IOException {
        var shown = lamella("infer", file("sample.json", "[\n  {\"id\": 1},\n  {\"id\": 2},\n  {\"i"));

        assertThat(shown.exitCode()).isEqualTo(2);
        assertThat(shown.err()).contains("line 4");
    }
}
