package io.lamella.core.decode;

import java.nio.charset.StandardCharsets;

/// Text of a field as messages show it: in quotes, cut at [#MAX_CHARACTERS], control characters escaped.
final class ShownText {
    static final int MAX_CHARACTERS = 100;

    /// The longest character of UTF-8.
    private static final int MAX_CHARACTER_BYTES = 4;

    private ShownText() {}

    static String of(byte[] data, int start, int end) {
        int length = Math.min(end - start, MAX_CHARACTERS * MAX_CHARACTER_BYTES);
        String text = new String(data, start, length, StandardCharsets.UTF_8);
        boolean cut = length < end - start || text.codePointCount(0, text.length()) > MAX_CHARACTERS;
        var shown = new StringBuilder().append('\'');
        text.codePoints().limit(MAX_CHARACTERS).forEach(character -> append(shown, character));
        return shown.append(cut ? "…'" : "'").toString();
    }

    private static void append(StringBuilder shown, int character) {
        switch (character) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (Character.isISOControl(character)) {
                    shown.append("\\u%04x".formatted(character));
                } else {
                    shown.appendCodePoint(character);
                }
            }
        }
    }
}
