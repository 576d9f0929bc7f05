package io.lamella.cases;

import java.util.ArrayList;
import java.util.List;

/// The cells of one row of CSV, read as Python's csv module does when it is not strict: text behind a closing quote belongs to the
/// cell, and a quote that is not closed goes on to the end.
final class LenientRow {
    private LenientRow() {}

    static List<String> cells(String row, char delimiter) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean begins = true;
        boolean quoted = false;
        for (int at = 0; at < row.length(); at++) {
            char character = row.charAt(at);
            if (quoted) {
                if (character != '"') {
                    cell.append(character);
                } else if (at + 1 < row.length() && row.charAt(at + 1) == '"') {
                    cell.append('"');
                    at++;
                } else {
                    quoted = false;
                }
            } else if (character == delimiter) {
                cells.add(cell.toString());
                cell.setLength(0);
                begins = true;
                continue;
            } else if (character == '"' && begins) {
                quoted = true;
            } else {
                cell.append(character);
            }
            begins = false;
        }
        cells.add(cell.toString());
        return cells;
    }
}
