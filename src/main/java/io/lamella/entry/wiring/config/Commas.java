package io.lamella.entry.wiring.config;

import java.util.ArrayList;
import java.util.List;

/// Text with commas between its parts, where those in brackets belong to a part: `id:int64,price:decimal(18,2)`.
public final class Commas {
    private Commas() {}

    /// What stands between the commas that are in no brackets, without blanks around it.
    public static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '<' || character == '(') {
                depth++;
            } else if (character == '>' || character == ')') {
                depth--;
            } else if (character == ',' && depth == 0) {
                parts.add(text.substring(start, at).strip());
                start = at + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }
}
