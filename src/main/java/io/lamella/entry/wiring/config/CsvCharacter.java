package io.lamella.entry.wiring.config;

import io.lamella.core.decode.InputFormat.Csv;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The characters of CSV that can be chosen.
final class CsvCharacter {
    private static final String NONE = "none";

    private CsvCharacter() {}

    static Optional<Byte> read(Value value) {
        return value.parsed(CsvCharacter::parse);
    }

    /// `none` is none.
    static Optional<Byte> readOrNone(Value value) {
        return value.text().flatMap(text -> text.equals(NONE) ? Optional.empty() : read(value));
    }

    private static byte parse(String text) {
        if (text.equals("\\t")) {
            throw new IllegalArgumentException("for a tab, write `\"\\t\"` with double quotes");
        }
        if (text.length() != 1 || !usable(text.charAt(0))) {
            String remedy = text.isEmpty() ? "; for none, write `none`" : "";
            throw new IllegalArgumentException("must be one ASCII character but is `" + text + "`" + remedy);
        }
        if (Character.isLetterOrDigit(text.charAt(0))) {
            throw new IllegalArgumentException("must not be a letter or digit but is `" + text + "`");
        }
        return (byte) text.charAt(0);
    }

    /// Printable, a tab, one of ASCII's own separators (28 to 31) or the ^A of Hive's text files.
    private static boolean usable(char character) {
        boolean printable = character >= ' ' && character <= '~';
        boolean separator = character == '\t' || character == 1 || (character >= 28 && character <= 31);
        return printable || separator;
    }

    static void checkDistinct(Section section, Csv csv) {
        var users = new HashMap<Byte, String>();
        users.put(csv.delimiter(), "delimiter");
        csv.quote().ifPresent(quote -> check(section, users, quote, "quote"));
        csv.escape().ifPresent(escape -> check(section, users, escape, "escape"));
        csv.comment().ifPresent(comment -> check(section, users, comment, "comment"));
    }

    private static void check(Section section, Map<Byte, String> users, byte character, String key) {
        String other = users.putIfAbsent(character, key);
        if (other == null) {
            return;
        }
        Value at = section.get(key).or(() -> section.get(other)).orElseGet(section::value);
        boolean doubling = key.equals("escape") && other.equals("quote");
        at.problem(
                doubling
                        ? "a doubled quote is one quote anyway; remove `escape`"
                        : "`" + other + "` and `" + key + "` are both `" + (char) character + "`; they must differ");
    }
}
