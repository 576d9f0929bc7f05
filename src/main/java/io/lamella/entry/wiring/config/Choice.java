package io.lamella.entry.wiring.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The constants of an enum as words of the file: `HALF_EVEN` is `half-even`.
final class Choice {
    private Choice() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> List<String> words(Class<E> choices) {
        return Stream.of(choices.getEnumConstants()).map(Choice::word).toList();
    }

    static <E extends Enum<E>> Optional<E> find(Class<E> choices, String word) {
        return Stream.of(choices.getEnumConstants())
                .filter(constant -> word(constant).equals(word))
                .findFirst();
    }

    /// @param what the word is, such as `codec`, for the message
    /// @throws IllegalArgumentException with a remedy, if there is no such constant
    static <E extends Enum<E>> E of(Class<E> choices, String what, String word) {
        return find(choices, word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown " + what + " `" + word + "`" + Suggestion.remedy(word, words(choices))));
    }
}
