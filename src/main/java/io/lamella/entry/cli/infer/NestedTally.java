package io.lamella.entry.cli.infer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// All that a sample shows of JSON arrays and objects in one place: their elements, or their keys and values.
final class NestedTally {
    /// Objects with more keys than this have values for keys.
    private static final int MAX_KEYS = 100;

    /// A decimal has no more digits.
    private static final int MAX_SCALE = 38;

    /// What the notation of types takes for a name.
    private static final Pattern NAME = Pattern.compile("[^\\s,:<>()]+");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Map<String, ColumnTally> fields = new LinkedHashMap<>();
    private final int depth;
    private final ColumnTally elements;
    private long arrays;
    private long objects;
    private boolean irregular;

    /// @param depth how many arrays and objects this place stands in
    NestedTally(int depth) {
        this.depth = depth;
        this.elements = new ColumnTally(true, depth + 1);
    }

    /// @param value that begins as a JSON array or object
    void add(String value) {
        try {
            add(MAPPER.readTree(value));
        } catch (JsonProcessingException e) {
            irregular = true;
        }
    }

    private void add(JsonNode value) {
        if (value.isArray()) {
            arrays++;
            value.forEach(element -> elements.add(Optional.of(text(element))));
            return;
        }
        objects++;
        value.properties().forEach(property -> {
            irregular |= !NAME.matcher(property.getKey()).matches();
            if (fields.size() < MAX_KEYS || fields.containsKey(property.getKey())) {
                fields.computeIfAbsent(property.getKey(), _ -> new ColumnTally(true, depth + 1))
                        .add(Optional.of(text(property.getValue())));
            } else {
                irregular = true;
            }
        });
    }

    /// Small fractions without the exponent that Java writes them with, whether they had one or not.
    private static String text(JsonNode value) {
        boolean isFraction = value.isBigDecimal()
                && value.decimalValue().scale() > 0
                && value.decimalValue().scale() < MAX_SCALE;
        return isFraction ? value.decimalValue().toPlainString() : value.toString();
    }

    /// A type that takes all of them; empty if none does.
    Optional<Guess> guess(String name) {
        if (irregular || (arrays > 0 && objects > 0)) {
            return Optional.empty();
        }
        if (arrays > 0) {
            return Optional.of(array(name));
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(struct(name));
    }

    private Guess array(String name) {
        var element = inner(name + "[]", elements);
        return with(
                List.of(element),
                Guess.of(
                        "array<" + element.type() + ">",
                        "%,d of %,d values are arrays, with %,d elements".formatted(arrays, arrays, elements.rows())));
    }

    private Guess struct(String name) {
        var guesses = new ArrayList<Guess>();
        var types = new ArrayList<String>();
        fields.forEach((key, tally) -> {
            var guess = inner(name + "." + key, tally);
            guesses.add(guess);
            types.add(key + ":" + guess.type());
        });
        return with(
                guesses,
                Guess.of(
                        "struct<" + String.join(",", types) + ">",
                        "%,d of %,d values are objects, with %,d keys".formatted(objects, objects, fields.size())));
    }

    /// What stands in another type has the usual form of its type, or is text.
    private static Guess inner(String path, ColumnTally tally) {
        if (!tally.nullWords().isEmpty()) {
            var words = String.join(", ", tally.nullWords().keySet());
            return new Guess("string", List.of(), List.of(), List.of())
                    .unsure(path + ": words that may mean null make text of all beside them: " + words);
        }
        var guess = new ColumnGuess(path, tally).guess();
        var type = guess.formats().isEmpty() ? guess.type() : tally.strings() > 0 ? "string" : "int64";
        var unsure = guess.unsure().stream().map(about -> path + ": " + about).toList();
        return new Guess(type, List.of(), List.of(), unsure);
    }

    private static Guess with(List<Guess> inner, Guess outer) {
        return new Guess(
                outer.type(),
                outer.formats(),
                outer.evidence(),
                inner.stream().flatMap(guess -> guess.unsure().stream()).toList());
    }
}
