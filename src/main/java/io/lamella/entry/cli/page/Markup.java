package io.lamella.entry.cli.page;

import java.util.ArrayDeque;
import java.util.Deque;

/// HTML as it is built, well-formed as XML too. Whatever is given as text or as the value of an attribute is escaped.
final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /// @param attributes names, each followed by its value
    Markup open(String tag, String... attributes) {
        begin(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /// Closes what was opened last.
    Markup close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /// An element without content.
    Markup empty(String tag, String... attributes) {
        begin(tag, attributes);
        out.append("/>");
        return this;
    }

    /// An element with nothing but text in it.
    Markup element(String tag, String text, String... attributes) {
        begin(tag, attributes);
        out.append('>');
        escape(text);
        out.append("</").append(tag).append('>');
        return this;
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /// What is ours, and must stay as it is: the style and the script.
    Markup verbatim(String trusted) {
        out.append(trusted);
        return this;
    }

    private void begin(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    private void escape(String text) {
        text.codePoints().forEach(this::escape);
    }

    private void escape(int character) {
        switch (character) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\t', '\n' -> out.append((char) character);
            default -> out.appendCodePoint(shown(character));
        }
    }

    /// What XML forbids, and what would turn text around, as a sign that one can see.
    private static int shown(int character) {
        if (character < ' ') {
            return '␀' + character;
        }
        boolean hidden = character >= 0x7f && character < 0xa0
                || character >= 0xd800 && character <= 0xdfff
                || character == 0xfffe
                || character == 0xffff
                || character == 0x200e
                || character == 0x200f
                || character >= 0x2028 && character <= 0x202e
                || character >= 0x2066 && character <= 0x2069
                || character == 0xfeff;
        return hidden ? '\ufffd' : character;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return out.toString();
    }
}
