package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NdJsonSweepTest {
    private static final ObjectMapper JACKSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final List<ColumnSource> COLUMNS = Decoded.columns("a", "b", "long key", "é");
    private static final String[] KEYS = {"\"a\"", "\"b\"", "\"long key\"", "\"é\"", "\"\\u0061\"", "\"other\"", "\"\""
    };
    private static final String[] VALUES = {
        "1",
        "-0",
        "12.5e-3",
        "true",
        "false",
        "null",
        "\"\"",
        "\"x\"",
        "\"a long text of more than eight bytes\"",
        "\"\\n\\u00e9\\\\\"",
        "\"漢字\"",
        "[]",
        "{}",
        "[1,{\"a\":[\"}\"]}]",
        "{\"x\":{\"y\":[null,true]},\"z\":1e5}",
        "\"\\\"\""
    };
    private static final String NOISE = "{}[]\",:\\ 019.eE+-tfnul\t\r/u";

    static long[] seeds() {
        return new Random().longs(10).toArray();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithJacksonHoweverTheBytesArrive(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            List<String> lines = lines(random);
            byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);

            Decoded whole = Decoded.of(Decoded.ndJson(), COLUMNS, bytes);
            Decoded pieces =
                    Decoded.of(Decoded.ndJson(), COLUMNS, Decoded.pieces(bytes, 30, random), random.nextInt(64, 300));

            assertThat(pieces).isEqualTo(whole);
            compare(lines, whole);
        }
    }

    private static void compare(List<String> lines, Decoded decoded) {
        int row = 0;
        int bad = 0;
        for (int line = 1; line <= lines.size(); line++) {
            String text = lines.get(line - 1);
            if (text.isBlank()) {
                continue;
            }
            if (bad < decoded.bad().size() && decoded.bad().get(bad).line() == line) {
                String reason = decoded.bad().get(bad++).reason();
                // An object or array is no text, and must not become one.
                boolean stricter =
                        Set.of("duplicate_key", "lone_surrogate", "not_text").contains(reason);
                assertThat(stricter || parse(text).isEmpty()).as(text).isTrue();
            } else {
                assertThat(parse(text)).as(text).isPresent();
                compare(text, parse(text).orElseThrow(), decoded.rows().get(row++));
            }
        }
        assertThat(row).isEqualTo(decoded.rows().size());
        assertThat(bad).isEqualTo(decoded.bad().size());
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JACKSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static void compare(String text, JsonNode object, List<String> row) {
        for (int column = 0; column < row.size(); column++) {
            JsonNode expected = object.get(COLUMNS.get(column).field());
            String actual = row.get(column);
            if (expected == null || expected.isNull()) {
                assertThat(actual).as(text).isNull();
            } else if (expected.isTextual()) {
                assertThat(actual).as(text).isEqualTo(expected.asText());
            } else {
                assertThat(text).contains(actual);
                assertThat(value(actual)).as(text).isEqualTo(expected);
            }
        }
    }

    private static JsonNode value(String text) {
        try {
            return JACKSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static List<String> lines(Random random) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < random.nextInt(1, 30); i++) {
            var line = new StringBuilder("{");
            int start = random.nextInt(KEYS.length);
            for (int k = 0; k < random.nextInt(KEYS.length); k++) {
                line.append(k > 0 ? "," : "").append(KEYS[(start + k) % KEYS.length]);
                line.append(random.nextInt(4) == 0 ? " : " : ":").append(VALUES[random.nextInt(VALUES.length)]);
            }
            line.append('}');
            for (int m = random.nextInt(4) - 2; m > 0; m--) {
                mutate(line, random);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static void mutate(StringBuilder line, Random random) {
        int at = random.nextInt(line.length());
        char noise = NOISE.charAt(random.nextInt(NOISE.length()));
        switch (random.nextInt(3)) {
            case 0 -> line.setCharAt(at, noise);
            case 1 -> line.insert(at, noise);
            case 2 -> line.deleteCharAt(at);
            default -> throw new IllegalStateException();
        }
    }
}
