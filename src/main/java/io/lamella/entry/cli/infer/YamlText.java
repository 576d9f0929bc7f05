package io.lamella.entry.cli.infer;

import java.util.List;
import java.util.stream.Collectors;

/// Text as YAML writes it.
final class YamlText {
    private YamlText() {}

    /// A scalar in double quotes; nothing in it has a meaning.
    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(character -> {
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isPrinted(character)) {
                        quoted.appendCodePoint(character);
                    } else {
                        quoted.append("\\U%08x".formatted(character));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    /// A key, in quotes only where it needs them.
    static String key(String text) {
        boolean plain =
                text.matches("[A-Za-z_][A-Za-z0-9_]*") && !text.matches("(?i)y|n|yes|no|true|false|on|off|null");
        return plain ? text : quoted(text);
    }

    static String list(List<String> texts) {
        return texts.stream().map(YamlText::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /// What a comment may hold: one line, of what can be printed, not too long.
    static String comment(String text) {
        var line = new StringBuilder();
        text.codePoints().limit(200).forEach(character -> {
            if (isPrinted(character)) {
                line.appendCodePoint(character);
            } else {
                line.append(' ');
            }
        });
        return line.toString();
    }

    /// Separators of lines and paragraphs end lines of YAML.
    private static boolean isPrinted(int character) {
        return character >= ' ' && character < 0x7f
                || character >= 0xa0 && character < 0xd800 && character != 0x2028 && character != 0x2029
                || character >= 0xe000 && character < 0xfeff
                || character > 0xffff && character < 0x10fff0;
    }
}
