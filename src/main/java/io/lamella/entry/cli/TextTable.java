package io.lamella.entry.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Rows of text in aligned columns.
final class TextTable {
    /// A cell that is longer is cut, and ends in `…`.
    private static final int MAX_CELL = 48;

    private static final String RIGHT = ">";
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> right;

    /// @param headings a heading that begins with `>` aligns its column to the right
    TextTable(String... headings) {
        right = List.of(headings).stream()
                .map(heading -> heading.startsWith(RIGHT))
                .toList();
        rows.add(List.of(headings).stream()
                .map(heading -> heading.startsWith(RIGHT) ? heading.substring(1) : heading)
                .toList());
    }

    /// Whole numbers are grouped by thousands.
    TextTable row(Object... cells) {
        var row = new ArrayList<String>();
        for (var cell : cells) {
            row.add(cut(text(cell)));
        }
        rows.add(List.copyOf(row));
        return this;
    }

    private static String text(Object cell) {
        return cell instanceof Number number ? "%,d".formatted(number.longValue()) : cell.toString();
    }

    private static String cut(String text) {
        var plain = text.replaceAll("\\p{Cntrl}", "·");
        return plain.length() <= MAX_CELL ? plain : plain.substring(0, MAX_CELL - 1) + "…";
    }

    void print(PrintWriter out) {
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append("  ").append(padded(row.get(i), width(i), right.get(i)));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String padded(String text, int width, boolean right) {
        var blanks = " ".repeat(width - text.length());
        return right ? blanks + text : text + blanks;
    }
}
