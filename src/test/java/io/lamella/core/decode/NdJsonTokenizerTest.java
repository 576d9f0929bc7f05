package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.core.decode.Decoded.Bad;
import io.lamella.core.decode.InputFormat.NdJson;
import io.lamella.core.decode.InputFormat.Unexpected;
import io.lamella.core.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdJsonTokenizerTest {
    private static final NdJson JSON = Decoded.ndJson();
    private static final List<ColumnSource> AB = Decoded.columns("a", "b");
    private static final List<ColumnSource> AS_JSON = Decoded.columns(new ColumnType.Json(), "a", "b");

    private static List<String> row(String... values) {
        return Arrays.asList(values);
    }

    private static Decoded decode(String text) {
        return Decoded.of(JSON, AB, text);
    }

    @Test
    void takesValuesOfEveryKind() {
        assertThat(decode("""
                        {"a":"x","b":1}
                        {"b":-0.5e+10,"a":true}
                        """).rows()).containsExactly(row("x", "1"), row("true", "-0.5e+10"));
        assertThat(Decoded.of(Decoded.ndJson(), AS_JSON, """
                        {"a":null,"b":{"x": [1, {"y": "}"}]}}
                        {"a":[],"b":[ ]}
                        """).rows())
                .containsExactly(row(null, "{\"x\": [1, {\"y\": \"}\"}]}"), row("[]", "[ ]"));
    }

    @Test
    void passesOverBlankLinesAndWhiteSpace() {
        assertThat(decode("\n \t\r\n { \"a\" : 1 , \"b\" :\t2 } \r\n\n{\"a\":3,\"b\":4}")
                        .rows())
                .containsExactly(row("1", "2"), row("3", "4"));
    }

    @Test
    void takesMissingKeysForNullAndPassesOverOthers() {
        assertThat(decode("{}\n{\"c\":1,\"b\":2}\n{\"c\":1,\"d\":{\"a\":1},\"a\":3}\n{ }\n")
                        .rows())
                .containsExactly(row(null, null), row(null, "2"), row("3", null), row(null, null));
    }

    @Test
    void rejectsOtherKeysIfToldTo() {
        var format = new NdJson(StandardCharsets.UTF_8, 1024, Unexpected.REJECT);

        assertThat(Decoded.of(format, AB, "{\"a\":1,\"b\":2}\n{\"a\":1,\"c\":2}\n")
                        .reasons())
                .containsExactly("extra_fields");
    }

    @Test
    void resolvesEscapesInValuesAndKeys() {
        assertThat(decode("{\"\\u0061\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00\",\"b\":\"é\"}\n")
                        .rows())
                .containsExactly(row("\"\\/\b\f\n\r\té😀", "é"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\ude00\\ud83d", "\\ud83dx", "\\ud83d\\u0041"})
    void rejectsLoneSurrogates(String text) {
        assertThat(decode("{\"a\":\"" + text + "\"}").reasons()).containsExactly("lone_surrogate");
    }

    @Test
    void knowsColumnsWhoseNamesMustBeEscapedByTheirEscapesOnly() {
        var columns = Decoded.columns("say \"a\"", "b");

        assertThat(Decoded.of(JSON, columns, "{\"say \\\"a\\\"\":1,\"b\":2}\n").rows())
                .containsExactly(row("1", "2"));
        assertThat(Decoded.of(JSON, columns, "{\"say \"a\"\":1,\"b\":2}\n").bad())
                .extracting(Bad::reason)
                .containsExactly("malformed_json");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 6, 7, 8, 12, 13, 14, 40})
    void tellsKeysOfAllLengthsApart(int length) {
        String key = "k".repeat(length);
        var columns = Decoded.columns(key, key.substring(1) + "x");

        assertThat(Decoded.of(
                                JSON,
                                columns,
                                "{\"%1$s\":1,\"%2$sx\":2}\n{\"%1$s\" :3,\"%2$sy\":4}\n"
                                        .formatted(key, key.substring(1)))
                        .rows())
                .containsExactly(row("1", "2"), row("3", null));
    }

    @Test
    void rejectsAKeyThatOccursTwice() {
        assertThat(decode("{\"a\":1,\"\\u0061\":1}\n{\"a\":1,\"b\":1,\"a\":1}\n{\"a\":1}\n")
                        .reasons())
                .containsExactly("duplicate_key", "duplicate_key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{\"a\":\"x}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\t\"}",
                "{a:1}",
                "{\"a\" 1}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1",
                "{\"a\":",
                "{\"a\"",
                "{\"a",
                "{",
                "{\"a\":1}x",
                "{\"a\":1}{\"a\":1}",
                "{,}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":{\"x\"}}",
                "{\"a\":{1:2}}",
                "{\"a\":{\"x\":1,}}",
                "{\"a\":[1}}",
                "{\"a\":[[1]}",
                "{\"c\":[\"\\z\"]}",
                "{\"a\":\"x\\"
            })
    void rejectsWhatIsNotJsonAndGoesOnWithTheNextLine(String line) {
        var decoded = decode("{\"a\":1}\n" + line + "\r\n{\"b\":2}\n");

        assertThat(decoded.rows()).containsExactly(row("1", null), row(null, "2"));
        assertThat(decoded.bad()).containsExactly(new Bad("malformed_json", 2, 8, line, line.length()));
    }

    @Test
    void countsBytesFromWhereTheObjectOfTheRowBegins() {
        byte[] text = "{\"a\":1}\n{\"a\": x}\n".getBytes(StandardCharsets.UTF_8);

        assertThat(Decoded.rejected(JSON, AB, text))
                .singleElement()
                .satisfies(one -> assertThat(one.message())
                        .isEqualTo(
                                "a JSON value must follow, but something else stands at byte 6 of the row's object"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "1", "\"x\"", "null", "x"})
    void rejectsALineThatIsNoObject(String line) {
        assertThat(decode(line).reasons()).containsExactly("not_an_object");
    }

    @Test
    void boundsTheDepthWithoutRecursion() {
        String deep = "[".repeat(1000) + "]".repeat(1000);

        assertThat(Decoded.of(Decoded.ndJson(), AS_JSON, "{\"a\":" + deep + "}").rows())
                .containsExactly(row(deep, null));
        assertThat(decode("{\"a\":[" + deep + "]}").reasons()).containsExactly("too_deep");
        assertThat(decode("{\"a\":" + "{\"x\":[".repeat(300_000) + "}").reasons())
                .containsExactly("row_too_long");
    }

    @Test
    void givesOneKeyToSeveralColumns() {
        assertThat(Decoded.of(JSON, doubled(), "{\"a\":1,\"b\":2}\n{\"b\":3}\n").rows())
                .containsExactly(row("1", "2", "1"), row(null, "3", null));
    }

    private static List<ColumnSource> doubled() {
        var columns = new java.util.ArrayList<>(AB);
        var copy = Decoded.columns("copy").getFirst();
        columns.add(new ColumnSource(copy.column(), "a", copy.position(), copy.format()));
        return columns;
    }
}
