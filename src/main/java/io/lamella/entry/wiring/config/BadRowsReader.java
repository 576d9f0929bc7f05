package io.lamella.entry.wiring.config;

import io.lamella.core.table.Dataset.BadRows;
import java.util.List;
import java.util.Optional;

/// `bad-rows:`, a word or a map of limits.
final class BadRowsReader {
    static final List<String> KEYS = List.of("max", "max-fraction");

    private BadRowsReader() {}

    private enum Word {
        QUARANTINE,
        REFUSE
    }

    static Optional<BadRows> read(Value value) {
        if (!value.isMap()) {
            return value.oneOf(Word.class).map(word -> switch (word) {
                case QUARANTINE -> BadRows.ANY;
                case REFUSE -> new BadRows(Optional.of(0L), Optional.empty());
            });
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
