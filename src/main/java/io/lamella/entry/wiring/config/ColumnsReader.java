package io.lamella.entry.wiring.config;

import io.lamella.core.decode.ColumnSource;
import io.lamella.core.decode.InputFormat;
import io.lamella.core.parquet.ColumnSettings;
import io.lamella.core.parquet.Compatibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `columns:`, by name, in the order of the table.
final class ColumnsReader {
    private ColumnsReader() {}

    /// @param settings of the columns that have some
    record Columns(List<ColumnSource> sources, List<ColumnSettings> settings) {
        static final Columns NONE = new Columns(List.of(), List.of());
    }

    /// @param readers that are to understand the files
    static Columns read(Value value, InputFormat format, Compatibility readers) {
        if (value.isList()) {
            value.mustBe("a map", "; write `id: string`, without dashes");
            return Columns.NONE;
        }
        var columns = new ArrayList<ColumnSource>();
        var settings = new ArrayList<ColumnSettings>();
        var names = new HashMap<String, String>();
        var entries = value.entries();
        for (var entry : entries) {
            checkName(entry, names);
            var column = ColumnReader.read(entry.key(), columns.size(), entry.value(), format, readers);
            columns.add(column.source());
            column.settings().ifPresent(settings::add);
        }
        if (value.isMap() && entries.isEmpty()) {
            value.problem("must not be empty");
        }
        return new Columns(columns, settings);
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
