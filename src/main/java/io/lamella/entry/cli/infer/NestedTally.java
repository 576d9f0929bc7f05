package io.lamella.entry.cli.infer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
        return fields.isEmpty() || hasKeysThatDifferInCaseOnly() ? Optional.empty() : Optional.of(struct(name));
    }

    /// They are one field to many readers, and a field takes no key but its own.
    private boolean hasKeysThatDifferInCaseOnly() {
        return fields.keySet().stream()
                        .map(key -> key.toLowerCase(Locale.ROOT))
                        .distinct()
                        .count()
                < fields.size();
    }

    private Guess array(String name) {
        var element = inner(name + "[]", elements);
        return Guess.of(
                        "array<" + element.guess().type() + ">",
                        "%,d of %,d values are arrays, with %,d elements".formatted(arrays, arrays, elements.rows()))
                .of(List.of(element));
    }

    private Guess struct(String name) {
        var inner = new ArrayList<Guess.Inner>();
        var types = new ArrayList<String>();
        fields.forEach((key, tally) -> {
            var field = inner(name + "." + key, tally);
            inner.add(field);
            types.add(key + ":" + field.guess().type());
        });
        var guess = Guess.of(
                        "struct<" + String.join(",", types) + ">",
                        "%,d of %,d values are objects, with %,d keys".formatted(objects, objects, fields.size()))
                .of(inner);
        return varying().map(guess::unsure).orElse(guess);
    }

    /// Told if not every object has every key.
    private Optional<String> varying() {
        var some = fields.entrySet().stream()
                .filter(field -> field.getValue().rows() < objects)
                .toList();
        return some.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%,d of %,d keys are not in every object, such as %s, and keys that come later are passed over. If the keys are values, write map<string,string>, say"
                                .formatted(
                                        some.size(),
                                        fields.size(),
                                        some.getFirst().getKey()));
    }

    /// What stands in another type has the usual form of its type, or is text.
    private static Guess.Inner inner(String path, ColumnTally tally) {
        if (!tally.nullWords().isEmpty()) {
            var words = String.join(", ", tally.nullWords().keySet());
            return new Guess.Inner(
                    path,
                    Guess.of("string", "string: %,d values".formatted(tally.rows()))
                            .unsure("words that may mean null make text of all beside them: " + words));
        }
        var guess = new ColumnGuess(path, tally).guess();
        if (guess.formats().isEmpty()) {
            return new Guess.Inner(path, guess);
        }
        var type = tally.strings() > 0 ? "string" : "int64";
        var evidence = new ArrayList<>(List.of(type + ", since a type inside another has no format of its own"));
        evidence.addAll(guess.evidence());
        return new Guess.Inner(path, new Guess(type, List.of(), evidence, guess.unsure(), List.of()));
    }
}
