package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.column.BytesVector;
import io.lamella.core.column.NestedVector;
import io.lamella.core.column.ScalarVector;
import io.lamella.core.decode.InputFormat.Unexpected;
import io.lamella.core.schema.Column;
import io.lamella.core.schema.ColumnType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of values of nested columns that do not fit. That those that fit arrive is for the tests of files.
class NestedParserTest {
    private static final ColumnType ITEM = new ColumnType.Struct(List.of(
            new ColumnType.Field("sku", new ColumnType.Text()),
            new ColumnType.Field("price", new ColumnType.Decimal(9, 2)),
            new ColumnType.Field("sizes", new ColumnType.Array(new ColumnType.Int(8)))));
    private static final ColumnType ITEMS = new ColumnType.Array(ITEM);
    private static final ColumnType COUNTS = new ColumnType.Map(new ColumnType.Int(32), ITEM);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    5                                     | not_an_array  | column items must be a JSON array but was '5'
                    "[]"                                  | not_an_array  | column items must be a JSON array but was '[]'
                    {}                                    | not_an_array  | column items must be a JSON array but was '{}'
                    [[]]                                  | not_an_object | column items[0] must be a JSON object but was '[]'
                    [{}, {"price": "x"}]                  | not_a_decimal | column items[1].price must be
                    [{}, {"sizes": [1, 2, 1000]}]         | out_of_range  | column items[1].sizes[2] must be
                    [{"sku": {"a": [1]}}]                 | not_text      | column items[0].sku must be text
                    [{"sku": "a", "sku": "b"}]            | duplicate_key | column items[0].sku must occur once
                    [{"sku": "\\ud800"}]                  | lone_surrogate| column items[0].sku must be text
                    """)
    void tellsThePathOfWhatDoesNotFit(String json, String reason, String message) {
        var decoded = decode(ITEMS, false, InputFormat.NdJson.DEFAULT, "{\"items\":" + json + "}\n");

        assertThat(decoded.accepted()).isZero();
        assertThat(decoded.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.message()).startsWith(message);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"7": {}, "07": {}}       | duplicate_key  | column items must have each key once
                    {"x": {}}                 | not_an_integer | column items['x'] must be an integer
                    {"7": {"price": true}}    | not_a_decimal  | column items['7'].price must be
                    {"": {}}                  | null_key       | column items must have a key that does not mean null
                    """)
    void tellsTheKeyOfWhatDoesNotFitInAMap(String json, String reason, String message) {
        tells(COUNTS, json, reason, message);
    }

    private static void tells(ColumnType type, String json, String reason, String message) {
        var decoded = decode(type, false, InputFormat.NdJson.DEFAULT, "{\"items\":" + json + "}\n");

        assertThat(decoded.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.message()).startsWith(message);
        });
    }

    @Test
    void refusesARowOfMoreEntriesThanMemoryShouldHold() {
        var wide = new ColumnType.Array(new ColumnType.Struct(IntStream.range(0, 500)
                .mapToObj(field -> new ColumnType.Field("f" + field, new ColumnType.Text()))
                .toList()));
        int enough = 16 * 1024 * 1024 / 500;

        assertThat(decode(wide, false, InputFormat.NdJson.DEFAULT, empty(enough))
                        .accepted())
                .isEqualTo(1);
        assertThat(decode(wide, false, InputFormat.NdJson.DEFAULT, empty(enough + 1))
                        .rejected())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo("too_many_values"));
    }

    private static String empty(int elements) {
        return "{\"items\": [" + String.join(",", Collections.nCopies(elements, "{}")) + "]}\n";
    }

    @Test
    void findsAKeyThatOccursTwiceAmongMany() {
        var json = new StringBuilder("{");
        for (int key = 0; key < 100; key++) {
            json.append('"').append(key).append("\":null,");
        }
        tells(COUNTS, json + "\"42.0\":null}", "duplicate_key", "column items must have each key once");
    }

    @Test
    void aRowThatDoesNotFitLeavesNothingBehind() {
        var decoded = decode(ITEMS, false, InputFormat.NdJson.DEFAULT, """
                {"items": [{"sku": "a"}]}
                {"items": [{"sku": "lost"}, {"sku": "lost too", "price": "x"}]}
                {"items": [{"sku": "b"}]}
                """);

        assertThat(decoded.texts()).containsExactly("a", "b");
        assertThat(decoded.rejected()).hasSize(1);
    }

    @Test
    void keysBeyondTheStructArePassedOverUnlessTheyAreRejected() {
        String text = "{\"items\": [{\"x\": {\"a\": [\"}\", 1, null]}, \"sku\": \"a\"}]}\n";
        assertThat(decode(ITEMS, false, InputFormat.NdJson.DEFAULT, text).texts())
                .containsExactly("a");

        var strict = new InputFormat.NdJson(StandardCharsets.UTF_8, 1024, Unexpected.REJECT);
        assertThat(decode(ITEMS, false, strict, text).rejected())
                .singleElement()
                .satisfies(rejected -> {
                    assertThat(rejected.reason()).isEqualTo("extra_fields");
                    assertThat(rejected.message())
                            .startsWith("column items[0] must have no key beyond")
                            .contains("'x'");
                });
    }

    @Test
    void aRequiredColumnMayBeEmptyButNotNull() {
        assertThat(decode(ITEMS, true, InputFormat.NdJson.DEFAULT, "{\"items\": []}\n")
                        .accepted())
                .isEqualTo(1);
        for (var missing : List.of("{}", "{\"items\": null}")) {
            assertThat(decode(ITEMS, true, InputFormat.NdJson.DEFAULT, missing + "\n")
                            .rejected())
                    .singleElement()
                    .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo("required_is_null"));
        }
        for (var missing : List.of("\"\"", "null", "\" null \"")) {
            assertThat(decode(ITEMS, true, InputFormat.Csv.DEFAULT, "items\n" + missing + "\n")
                            .rejected())
                    .singleElement()
                    .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo("required_is_null"));
        }
    }

    @Test
    void fieldsOfCsvMayHaveLineEndsInTheirJson() {
        var decoded =
                decode(ITEMS, false, InputFormat.Csv.DEFAULT, "items\n\" [\n {\"\"sku\"\" :\n \"\"a\"\"\n } ] \"\n");

        assertThat(decoded.texts()).containsExactly("a");
    }

    /// Escapes make the text move while it is being read.
    @Test
    void textsWithEscapesStayWhereTheyBelong() {
        var json = new StringBuilder();
        var expected = new ArrayList<String>();
        for (int row = 0; row < 3000; row++) {
            expected.add("\"" + row + "ä");
            expected.add("plain" + row);
            json.append("{\"items\": [{\"sku\": \"\\\"").append(row).append("\\u00e4\"}, {\"s\\u006bu\": \"plain");
            json.append(row).append("\"}]}\n");
        }
        assertThat(decode(ITEMS, false, InputFormat.NdJson.DEFAULT, json.toString())
                        .texts())
                .isEqualTo(expected);
    }

    /// Whatever a text is, a row comes of it or a fault.
    @Test
    void anyTextIsARowOrAFault() {
        var random = new Random(5);
        var words =
                List.of("[", "]", "{", "}", ",", ":", "\"sku\"", "\"price\"", "1", "null", "\"\\n\"", " ", "-", "x");
        for (int attempt = 0; attempt < 20_000; attempt++) {
            var text = new StringBuilder("[{\"sku\":");
            for (int word = random.nextInt(12); word > 0; word--) {
                text.append(words.get(random.nextInt(words.size())));
            }
            var field = '"' + text.toString().replace("\"", "\"\"") + '"';
            var csv = decode(ITEMS, false, InputFormat.Csv.DEFAULT, "items\n" + field + "\n");
            assertThat(csv.accepted() + csv.rejected().size()).as("%s", text).isEqualTo(1);
            var json = decode(ITEMS, false, InputFormat.NdJson.DEFAULT, "{\"items\":" + text + "}\n");
            assertThat(json.accepted() + json.rejected().size()).as("%s", text).isEqualTo(1);
            assertThat(json.accepted()).as("%s", text).isEqualTo(csv.accepted());
        }
    }

    /// @param texts of the first leaf
    private record Decoded(int accepted, List<Rejected> rejected, List<String> texts) {}

    private static Decoded decode(ColumnType type, boolean required, InputFormat format, String text) {
        var rejected = new ArrayList<Rejected>();
        var texts = new ArrayList<String>();
        var accepted = new int[1];
        BatchSink sink = batch -> {
            accepted[0] += batch.accepted();
            rejected.addAll(batch.rejected());
            var leaf = ((NestedVector) batch.columns().getFirst()).leaves().getFirst();
            for (int i = 0; i < batch.accepted(); i++) {
                int row = batch.rows()[i];
                for (int value = leaf.valueStart(row); value < leaf.valueStart(row + 1); value++) {
                    texts.add(text(leaf.values, value));
                }
            }
        };
        var source = ColumnSource.of(new Column("items", type, required));
        try (var decoder = Decoders.open(format, List.of(source))) {
            decoder.offer(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            while (decoder.advance(sink)) {}
            decoder.end();
            while (decoder.advance(sink)) {}
        }
        return new Decoded(accepted[0], rejected, texts);
    }

    private static String text(ScalarVector values, int at) {
        return values instanceof BytesVector bytes
                ? new String(bytes.data, bytes.starts[at], bytes.lengths[at], StandardCharsets.UTF_8)
                : "";
    }
}
