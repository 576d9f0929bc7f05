package io.lamella.entry.cli.infer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/// Finds names of columns for fields: those of the fields, where that is possible.
final class Names {
    private Names() {}

    /// @param fields as the header or the keys have them
    /// @param positions whether they are fields of CSV
    static List<Layout.Field> of(List<String> fields, boolean positions) {
        var twice = twice(fields);
        var taken = new HashSet<String>();
        var named = new ArrayList<Layout.Field>();
        for (int i = 0; i < fields.size(); i++) {
            var field = fields.get(i);
            var column = free(field, i, taken);
            // A field whose name occurs twice is known by its position alone.
            boolean byPosition = positions && (twice.contains(field) || !column.equals(field));
            named.add(new Layout.Field(
                    column, byPosition ? "" : field, positions ? OptionalInt.of(i) : OptionalInt.empty()));
        }
        return named;
    }

    private static Set<String> twice(List<String> fields) {
        var seen = new HashSet<String>();
        var twice = new HashSet<String>();
        for (var field : fields) {
            if (!seen.add(field)) {
                twice.add(field);
            }
        }
        return twice;
    }

    /// A name that no other column has, whatever the case, and that the configuration takes.
    private static String free(String field, int number, Set<String> taken) {
        var clean = field.codePoints()
                .map(character -> Character.isISOControl(character) ? ' ' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        var name = clean.isEmpty() ? "column_" + (number + 1) : clean;
        var free = name;
        for (int other = 2; !taken.add(free.toLowerCase(Locale.ROOT)); other++) {
            free = name + "_" + other;
        }
        return free;
    }
}
