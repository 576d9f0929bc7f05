package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.Decoded.Bad;
import io.lamella.core.decode.InputFormat.Json;
import io.lamella.core.decode.InputFormat.Unexpected;
import io.lamella.core.schema.ColumnType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTokenizerTest {
    static final Json AT_RECORDS = format("Records");
    static final Json AT_TOP = format();
    private static final List<ColumnSource> AB = Decoded.columns("a", "b");
    static final List<ColumnSource> AS_JSON = Decoded.columns(new ColumnType.Json(), "a", "b");

    /// With all that makes it hard to tell where a record ends.
    private static final String PRETTY = """
            {
              "first": [ { "Records": [ { "a": "not this one" } ] }, "}]\\"" ],
              "Records": [
                {
                  "a": "one ] } , \\" \\\\",
                  "b": { "list": [ 1, [ 2, { "x": "]" } ] ],
                         "empty": {} }
                },
                { "b": [ ], "a": "two" } ,
                7,
                { "a": "three",
                  "b": tru },
                { "a": "four", "b": [ 1,
                  2 ] }
              ],
              "last": { "Records": null }
            }
            """;

    private static Json format(String... records) {
        return new Json(StandardCharsets.UTF_8, 1024 * 1024, Unexpected.IGNORE, List.of(records));
    }

    private static List<String> row(String... values) {
        return Arrays.asList(values);
    }

    static Decoded decode(Json format, String text) {
        return Decoded.of(format, AS_JSON, text);
    }

    private static void assertPretty(Decoded decoded) {
        assertThat(decoded.rows())
                .containsExactly(
                        row(
                                "\"one ] } , \\\" \\\\\"",
                                "{ \"list\": [ 1, [ 2, { \"x\": \"]\" } ] ],              \"empty\": {} }"),
                        row("\"two\"", "[ ]"),
                        row("\"four\"", "[ 1,       2 ]"));
        assertThat(decoded.bad())
                .containsExactly(
                        new Bad("not_an_object", 10, PRETTY.indexOf("7,"), "7", 1),
                        new Bad(
                                "malformed_json",
                                11,
                                PRETTY.indexOf("{ \"a\": \"three"),
                                "{ \"a\": \"three\",\n      \"b\": tru }",
                                32));
    }

    @Test
    void takesTheElementsOfTheArrayAtThePath() {
        assertPretty(decode(AT_RECORDS, PRETTY));
    }

    @Test
    void takesTheSameWhereverTheBytesAreCut() {
        byte[] bytes = PRETTY.getBytes(StandardCharsets.UTF_8);
        for (int at = 1; at < bytes.length; at++) {
            var pieces = List.of(
                    ByteBuffer.wrap(bytes, 0, at).slice(),
                    ByteBuffer.wrap(bytes, at, bytes.length - at).slice());

            assertPretty(Decoded.of(AT_RECORDS, AS_JSON, pieces, 64));
        }
        assertPretty(Decoded.of(AT_RECORDS, AS_JSON, Decoded.pieces(bytes, 1, new Random(1)), 64));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 100, 1000, 1 << 20})
    void takesMoreThanOneWindowHolds(int windowBytes) {
        var text = new StringBuilder("{\"noise\":\"" + "x]}".repeat(5_000) + "\",\"Records\":[");
        for (int i = 0; i < 20_000; i++) {
            text.append(i == 0 ? "" : i % 3 == 0 ? ",\n" : ",")
                    .append("{\"a\":\"")
                    .append(i)
                    .append("\",\"b\":[{}]}");
        }
        byte[] bytes = text.append("],\"noise\":[" + "[[[[]]]],".repeat(5_000) + "0]}")
                .toString()
                .getBytes(StandardCharsets.UTF_8);

        var decoded = Decoded.of(AT_RECORDS, AS_JSON, Decoded.pieces(bytes, 3_000, new Random(1)), windowBytes);

        assertThat(decoded.bad()).isEmpty();
        assertThat(decoded.rows()).hasSize(20_000);
        for (int i = 0; i < 20_000; i++) {
            assertThat(decoded.rows().get(i)).containsExactly("\"" + i + "\"", "[{}]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Records\":[]}",
                "{\"Records\": [ ] , \"x\":1}",
                "{\"Records\":null}",
                "\n{\"x\":{},\"Records\":\nnull}\n",
                "",
                " \n "
            })
    void hasNoRowsWhereTheArrayIsEmptyOrNull(String text) {
        assertThat(decode(AT_RECORDS, text)).isEqualTo(new Decoded(List.of(), List.of()));
    }

    @Test
    void takesAnArrayThatIsTheDocument() {
        assertThat(decode(AT_TOP, "[{\"a\":1},\n {\"a\":2} ]").rows()).containsExactly(row("1", null), row("2", null));
        assertThat(decode(AT_TOP, "[]").rows()).isEmpty();
    }

    @Test
    void takesDocumentsOneBehindAnother() {
        assertThat(decode(AT_TOP, "{\"a\":1}{\"a\":\n2}\n[{\"a\":3},{\"a\":4}] {\"a\":5}")
                        .rows())
                .containsExactly(row("1", null), row("2", null), row("3", null), row("4", null), row("5", null));
        assertThat(decode(AT_RECORDS, "{\"Records\":[{\"a\":1}]}{\"Records\":[{\"a\":2}]}\n{\"Records\":[]}")
                        .rows())
                .containsExactly(row("1", null), row("2", null));
    }

    @Test
    void followsAPathOfSeveralKeys() {
        var text = "{\"items\":[{\"a\":0}],\"data\":{\"x\":{\"items\":[{}]},\"items\":[{\"a\":1}]},\"y\":1}";

        assertThat(decode(format("data", "items"), text).rows()).containsExactly(row("1", null));
        assertThat(decode(format("data", "items"), "{\"data\":null}").rows()).isEmpty();
    }

    @Test
    void knowsAKeyByItsEscapes() {
        assertThat(decode(AT_RECORDS, "{\"\\u0052ecords\":[{\"\\u0061\":1}]}").rows())
                .containsExactly(row("1", null));
    }

    @Test
    void rejectsARecordThatIsTooLongAndGoesOn() {
        var format = new Json(StandardCharsets.UTF_8, 1024, Unexpected.IGNORE, List.of("Records"));
        var text = "{\"Records\":[{\"a\":1},\n{\"b\":\n\"" + "]".repeat(300_000) + "\"},{\"a\":2}],\"x\":0}";

        var decoded = Decoded.of(
                format, AS_JSON, Decoded.pieces(text.getBytes(StandardCharsets.UTF_8), 10_000, new Random(1)), 1024);

        assertThat(decoded.rows()).containsExactly(row("1", null), row("2", null));
        var bad = decoded.bad().getFirst();
        assertThat(bad.reason()).isEqualTo("row_too_long");
        assertThat(List.of(bad.line(), bad.byteOffset(), bad.rawLength())).containsExactly(2L, 21L, 300_009L);
    }

    @Test
    void numbersTheRecords() throws IOException {
        var numbers = new StringBuilder();
        try (var decoder = Decoders.open(AT_RECORDS, AB, 64)) {
            decoder.offer(ByteBuffer.wrap(
                    "{\"Records\":[{},1,{},{\"a\":[]},{}]}{\"Records\":[{},2]}".getBytes(StandardCharsets.UTF_8)));
            decoder.end();
            boolean more = true;
            while (more) {
                more = decoder.advance(batch -> batch.rejected()
                        .forEach(bad -> numbers.append(bad.record()).append(' ')));
            }
        }

        assertThat(numbers).hasToString("2 4 7 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "ISO-8859-1", "Shift_JIS"})
    void tellsOffsetsOfTheObjectInAnyCharset(String name) {
        var charset = Charset.forName(name);
        var format = new Json(charset, 1024 * 1024, Unexpected.IGNORE, List.of("Records"));
        var text = "{\"Records\":[{\"a\":\"x\"},\n{\"a\":\"y\"} , 7]}";
        byte[] bytes = text.getBytes(charset);

        var decoded = Decoded.of(format, AB, Decoded.pieces(bytes, 5, new Random(1)), 64);

        assertThat(decoded.rows()).containsExactly(row("x", null), row("y", null));
        assertThat(decoded.bad())
                .containsExactly(new Bad(
                        "not_an_object",
                        2,
                        text.substring(0, text.indexOf("7]")).getBytes(charset).length,
                        new String("7".getBytes(charset), StandardCharsets.ISO_8859_1),
                        "7".getBytes(charset).length));
    }

    @Test
    void rejectsTheRecordThatHasBytesOfAnotherCharset() {
        byte[] bytes =
                "{\"Records\":[{\"a\":\"x\"},{\"b\":\"é\"},{\"a\":\"y\"}]}".getBytes(StandardCharsets.ISO_8859_1);

        var decoded = Decoded.of(AT_RECORDS, AB, bytes);

        assertThat(decoded.rows()).containsExactly(row("x", null), row("y", null));
        assertThat(decoded.reasons()).containsExactly("malformed_text");
    }

    @Test
    void rejectsARecordWithALineFeedInAString() {
        var decoded = Decoded.of(AT_RECORDS, AB, "{\"Records\":[{\"a\":\"x\ny\"},{\"a\":\"x\\\ny\"},{\"a\":\"z\"}]}");

        assertThat(decoded.rows()).containsExactly(row("z", null));
        assertThat(decoded.reasons()).containsExactly("malformed_json", "malformed_json");
        assertThat(decoded.bad()).extracting(Bad::line).containsExactly(1L, 2L);
    }

    @Test
    void readsCompressedDocuments() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(PRETTY.getBytes(StandardCharsets.UTF_8));
        }

        assertPretty(Decoded.of(AT_RECORDS, AS_JSON, Decoded.pieces(bytes.toByteArray(), 7, new Random(1)), 64));
    }

    @Test
    void isNeverCut() {
        assertThat(ObjectLead.find(AT_RECORDS, ByteBuffer.wrap(PRETTY.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }
}
