package io.lamella.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.core.decode.InputFormat.Json;
import io.lamella.core.decode.InputFormat.Unexpected;
import io.lamella.core.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random documents, as Jackson writes and reads them.
class JsonSweepTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final List<ColumnSource> COLUMNS = Decoded.columns(new ColumnType.Json(), "a", "b", "é\"");
    private static final String[] KEYS = {"a", "b", "é\"", "Records", "data", "x"};
    private static final String[] TEXTS = {
        "", "]", "}", "{\"", "\\", "\n", "a long text of more than eight bytes", "漢字 😀"
    };
    private static final String NOISE = "{}[]\",:\\ 01.eE-tfnul\n";

    static long[] seeds() {
        return new Random().longs(10).toArray();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithJacksonHoweverTheBytesArrive(long seed) throws JsonProcessingException {
        var random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            var path = List.of("data", "Records").subList(random.nextInt(3), 2);
            var records = records(random);
            var text = writer(random).writeValueAsString(around(records, path, random));

            assertThat(decode(text, path, random).map(Decoded::rows)).as(text).contains(rows(records));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void takesNothingFromABrokenDocumentThatIsNotThere(long seed) throws JsonProcessingException {
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            var records = records(random);
            var text =
                    new StringBuilder(writer(random).writeValueAsString(around(records, List.of("Records"), random)));
            text.setCharAt(random.nextInt(text.length()), NOISE.charAt(random.nextInt(NOISE.length())));

            var decoded = decode(text, List.of("Records"), random);

            jackson(text).ifPresent(whole -> {
                var array = whole.path("Records");
                assertThat(array.isArray() || array.isNull())
                        .as(text.toString())
                        .isEqualTo(decoded.isPresent());
                decoded.ifPresent(
                        taken -> assertThat(taken.rows().size() + taken.bad().size())
                                .as(text.toString())
                                .isEqualTo(array.size()));
            });
        }
    }

    /// Empty if the document is refused. However the bytes are cut, it makes no difference.
    private static Optional<Decoded> decode(CharSequence text, List<String> path, Random random) {
        var format = new Json(StandardCharsets.UTF_8, 1024 * 1024, Unexpected.IGNORE, path);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        var pieces = Decoded.pieces(bytes, 30, random);
        int window = random.nextInt(64, 300);
        try {
            var whole = Decoded.of(format, COLUMNS, bytes);
            assertThat(Decoded.of(format, COLUMNS, pieces, window)).isEqualTo(whole);
            return Optional.of(whole);
        } catch (RefusedException refused) {
            assertThat(refused).hasMessageContaining("of the decompressed object");
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> jackson(CharSequence text) {
        try (var parser = JACKSON.createParser(text.toString())) {
            JsonNode document = JACKSON.readTree(parser);
            // What stands behind it is not looked at by itself.
            return Optional.of(document).filter(JsonNode::isObject).filter(object -> isAtEnd(parser));
        } catch (java.io.IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isAtEnd(JsonParser parser) {
        try {
            return parser.nextToken() == null;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private static ObjectWriter writer(Random random) {
        var arrays = new DefaultPrettyPrinter();
        arrays.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        return switch (random.nextInt(3)) {
            case 0 -> JACKSON.writer();
            case 1 -> JACKSON.writerWithDefaultPrettyPrinter();
            default -> JACKSON.writer(arrays);
        };
    }

    private static List<List<String>> rows(ArrayNode records) {
        var rows = new ArrayList<List<String>>();
        for (var each : records) {
            var row = new ArrayList<String>();
            COLUMNS.forEach(column -> row.add(
                    each.hasNonNull(column.field()) ? each.get(column.field()).toString() : null));
            rows.add(row);
        }
        return rows;
    }

    private static ArrayNode records(Random random) {
        var records = JACKSON.createArrayNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            var each = records.addObject();
            for (String key : KEYS) {
                if (random.nextBoolean()) {
                    each.set(key, scalar(random));
                }
            }
        }
        return records;
    }

    private static JsonNode around(ArrayNode records, List<String> path, Random random) {
        JsonNode node = records;
        for (String key : path.reversed()) {
            ObjectNode object = JACKSON.createObjectNode();
            if (random.nextBoolean()) {
                object.set("before " + key, value(random, 3));
            }
            object.set(key, node);
            if (random.nextBoolean()) {
                object.set("behind " + key, value(random, 3));
            }
            node = object;
        }
        return node;
    }

    private static JsonNode value(Random random, int depth) {
        if (depth == 0) {
            return scalar(random);
        }
        var node = JACKSON.createObjectNode();
        var array = node.putArray(KEYS[random.nextInt(KEYS.length)]);
        for (int i = random.nextInt(3); i > 0; i--) {
            array.add(value(random, depth - 1));
        }
        return random.nextBoolean() ? node : array;
    }

    private static JsonNode scalar(Random random) {
        var nodes = JACKSON.getNodeFactory();
        return switch (random.nextInt(5)) {
            case 0 -> nodes.numberNode(random.nextInt());
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.nullNode();
            default -> nodes.textNode(TEXTS[random.nextInt(TEXTS.length)]);
        };
    }
}
