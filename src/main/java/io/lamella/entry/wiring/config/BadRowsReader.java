package io.lamella.entry.wiring.config;

import io.lamella.core.table.Dataset.BadRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `bad-rows:`, a word or a map of limits.
final class BadRowsReader {
    static final List<String> KEYS = List.of("max", "max-fraction");

    private BadRowsReader() {}

    private static Map<String, BadRows> words() {
        var words = new LinkedHashMap<String, BadRows>();
        words.put("quarantine", BadRows.ANY);
        words.put("refuse", new BadRows(Optional.of(0L), Optional.empty()));
        return words;
    }

    static Optional<BadRows> read(Value value) {
        if (!value.isMap()) {
            return value.oneOf(words());
        }
        return value.section(KEYS).map(section -> {
            if (KEYS.stream().allMatch(key -> section.get(key).isEmpty())) {
                value.problem(
                        "needs a limit: `max: 100`, `max-fraction: 0.01` or both; without one, write `quarantine`");
            }
            return new BadRows(
                    section.get("max").flatMap(max -> max.wholeNumber(0, Long.MAX_VALUE)),
                    section.get("max-fraction").flatMap(fraction -> fraction.number(0, 1)));
        });
    }
}
