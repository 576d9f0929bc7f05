package io.lamella.core.catalog;

import java.util.List;

/// The parts that statements of all dialects are made of.
final class SqlText {
    private SqlText() {}

    /// A name between quotes, which are doubled inside.
    ///
    /// @param quote `"` or a backtick
    static String quoted(String name, String quote) {
        return quote + name.replace(quote, quote + quote) + quote;
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// Lines of their own, indented, with commas between.
    static String lines(List<String> items) {
        return "  " + String.join(",\n  ", items);
    }
}
