package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.core.decode.Parsed.Field;
import io.lamella.core.decode.Parsed.Value;
import io.lamella.core.schema.ColumnType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {
    private static final Parsed CSV = Parsed.as(new ColumnType.Json());
    private static final Parsed JSON = CSV.outOfJson();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"a\":1}",
                " { \"a\" : [ 1 , {} , [] , null ] , \"b\" : \"c\" } ",
                "null",
                "true",
                "false",
                "0",
                "-0",
                "-1.5e+10",
                "1E-2",
                "\"\"",
                "\"a\\u00e9\\n\\\\\\/\\\"\"",
                "[[[[]]]]",
                "{\"a\":1,\"a\":2}",
                "\t\r\n1\n",
                "\"Grüße\"",
                "[{\"a\":[]},{\"b\":{}}]"
            })
    void keepsJsonInCsvAsItIsWritten(String text) {
        assertThat(CSV.quoted(text).asText()).isEqualTo(text);
        assertThat(CSV.plain(text).asText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "{",
                "}",
                "[",
                "]",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "[}",
                "{]",
                "[1}",
                "{\"a\":1]",
                "1 2",
                "01",
                "-",
                "+1",
                ".5",
                "1.",
                "1e",
                "1e+",
                "tru",
                "truee",
                "True",
                "nul",
                "NaN",
                "\"",
                "\"a",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u123",
                "\"\n\"",
                "[1]]",
                "{}{}",
                "abc",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "1x",
                "[\"a\":1]",
                "\"a\"b"
            })
    void rejectsWhatIsNoJson(String text) {
        assertThat(CSV.quoted(text).reason()).isEqualTo("not_json");
    }

    @Test
    void takesAnyDepth() {
        int depth = 1_000_000;

        assertThat(CSV.plain("[".repeat(depth) + "]".repeat(depth)).reason()).isEqualTo("fits");
        assertThat(CSV.plain("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)).reason())
                .isEqualTo("fits");
        assertThat(CSV.plain("[".repeat(depth)).reason()).isEqualTo("not_json");
        assertThat(CSV.plain("[".repeat(depth) + "]".repeat(depth - 1)).reason())
                .isEqualTo("not_json");
    }

    @Test
    void agreesWithJacksonOnTextsThatAreAlmostJson() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var mapper = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        var grammar = new JsonGrammar();
        for (int i = 0; i < 20_000; i++) {
            String text = almostJson(random);
            byte[] bytes = Field.plain(text).text();
            boolean expected;
            try {
                expected = !mapper.readTree(text).isMissingNode();
            } catch (JsonProcessingException notJson) {
                expected = false;
            }
            assertThat(grammar.accepts(bytes, 0, bytes.length))
                    .as("%s, seed %d", text, seed)
                    .isEqualTo(expected);
        }
    }

    private static String almostJson(Random random) {
        var text = new StringBuilder("{\"a\":[1,-2.5e3,true,null,{\"b\":\"c\\n\\u00e9\"}],\"d\":{},\"e\":[]}");
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, "{}[],:\"\\e1.-0 tn".charAt(random.nextInt(16)));
                default -> text.setLength(Math.max(1, at));
            }
        }
        return text.toString();
    }

    @Test
    void keepsValuesOfJsonAsTheyAreWritten() {
        assertThat(JSON.field(FieldBlock.COMPOSITE, "{ \"a\" : 1 }").asText()).isEqualTo("{ \"a\" : 1 }");
        assertThat(JSON.field(FieldBlock.NUMBER, "1.50").asText()).isEqualTo("1.50");
        assertThat(JSON.field(FieldBlock.BOOLEAN, "false").asText()).isEqualTo("false");
        assertThat(JSON.field(FieldBlock.NULL, "").isNull()).isTrue();
    }

    @Test
    void givesStringsOfJsonTheirQuotesAndEscapesBack() {
        assertThat(JSON.quoted("").asText()).isEqualTo("\"\"");
        assertThat(JSON.quoted("a\"b\\c/\b\f\n\r\t\u0000\u001f\u007fé👋").asText())
                .isEqualTo("\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u0000\\u001f\u007fé👋\"");
    }

    @Test
    void mixesStringsAndOtherValuesInOneBlock() {
        List<Value> values = JSON.fields(
                Field.of(FieldBlock.COMPOSITE, "[1]"),
                Field.quoted("x"),
                Field.of(FieldBlock.NULL, ""),
                Field.of(FieldBlock.NUMBER, "2"));

        assertThat(values.get(0).asText()).isEqualTo("[1]");
        assertThat(values.get(1).asText()).isEqualTo("\"x\"");
        assertThat(values.get(2).isNull()).isTrue();
        assertThat(values.get(3).asText()).isEqualTo("2");
    }
}
