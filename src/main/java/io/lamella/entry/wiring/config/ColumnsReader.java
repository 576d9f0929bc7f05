package io.lamella.entry.wiring.config;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `columns:`, by name, in the order of the table.
final class ColumnsReader {
    private ColumnsReader() {}

    static List<ColumnSource> read(Value value, InputFormat format) {
        var columns = new ArrayList<ColumnSource>();
        var names = new HashMap<String, String>();
        var entries = value.entries();
        for (var entry : entries) {
            checkName(entry, names);
            columns.add(ColumnReader.read(entry.key(), columns.size(), entry.value(), format));
        }
        if (value.isMap() && entries.isEmpty()) {
            value.problem("must not be empty");
        }
        return columns;
    }

    private static void checkName(Value.Entry entry, Map<String, String> names) {
        String name = entry.key();
        if (name.isBlank() || !name.equals(name.strip()) || name.chars().anyMatch(Character::isISOControl)) {
            entry.value()
                    .problemAtKey(
                            "a column's name must not be empty, begin or end with a blank or have control characters"
                                    + " but is `" + name + "`");
        }
        String other = names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
        if (other != null) {
            entry.value()
                    .problemAtKey("`" + name + "` and `" + other
                            + "` are the same column to readers that ignore case (Athena, Hive, Spark); rename one");
        }
    }
}
