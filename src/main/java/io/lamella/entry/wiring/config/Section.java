package io.lamella.entry.wiring.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A map of the file whose keys are known beforehand.
final class Section {
    private final Value value;
    private final List<String> keys;
    private final Map<String, Value> values = new LinkedHashMap<>();

    private Section(Value value, List<String> keys) {
        this.value = value;
        this.keys = keys;
    }

    /// Notes unknown keys as problems.
    static Section of(Value value, List<String> keys) {
        var section = new Section(value, keys);
        for (var entry : value.entries()) {
            if (keys.contains(entry.key())) {
                section.values.put(entry.key(), entry.value());
            } else {
                entry.value().problemAtKey("unknown key" + Suggestion.remedy(entry.key(), keys));
            }
        }
        return section;
    }

    Value value() {
        return value;
    }

    Optional<Value> get(String key) {
        if (!keys.contains(key)) {
            throw new IllegalArgumentException(key + " is not among the known keys " + keys);
        }
        return Optional.ofNullable(values.get(key));
    }

    /// Like [#get], but that the key is not there is a problem.
    ///
    /// @param remedy an example of what to write
    Optional<Value> require(String key, String remedy) {
        Optional<Value> found = get(key);
        if (found.isEmpty()) {
            value.problemAtKey("`" + key + "` is missing; add `" + remedy + "`");
        }
        return found;
    }
}
