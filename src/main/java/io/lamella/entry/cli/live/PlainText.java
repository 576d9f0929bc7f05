package io.lamella.entry.cli.live;

/// Text of others that is shown on one line: keys, reasons, partitions.
final class PlainText {
    private static final char SIGN = '\ufffd';

    private PlainText() {}

    /// The text, cut at `max` characters, with a sign for whatever cannot be seen or would turn text around.
    static String of(String text, int max) {
        var out = new StringBuilder();
        text.codePoints().limit(max).forEach(character -> out.appendCodePoint(isVisible(character) ? character : SIGN));
        return text.codePointCount(0, text.length()) > max ? out.append('…').toString() : out.toString();
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
